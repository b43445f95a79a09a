"""Whether a question asks for a value, which attribute it means, and which facts state just that."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from assist.text import phrases
from assist.understanding.question import asks, sentences
from index.facts.asked import AskedFact, Told
from index.facts.lookup import FactHit
from index.words.terms import terms

_MOST_WORDS = 25  # of the sentence that asks: a longer one tells a story
# What is said of a product in verbs and adjectives, and what a data sheet calls it.
_MEANT = (
    ("how heavy / weighs?", "weight"),
    ("how loud / how noisy", "noise"),
    ("how accurate / how precise", "accuracy"),
    ("how fast", "speed"),
    ("how (?:big|large|tall|wide|deep|small)", "dimensions"),
    ("how far", "range"),
    ("how (?:hot|cold)", "operating temperature"),
    (r"how (?:long|quickly|fast) (?:\S+ ){0,6}charg(?:e|es|ing)", "charging time"),
    (r"how long (?:\S+ ){0,6}(?:last|lasts|run|runs)", "running time"),
    (
        r"(?:what|which) voltages? (?:\S+ ){0,4}(?:need|needs|run|runs|take|takes|accept|accepts)",
        "supply voltage",
    ),
    (
        r"(?:runs?|works?|powered|supplied|supply it) (?:\S+ ){0,3}(?:on|at|from|off|with|by) \S{0,6}\d+ ?v\w*",
        "supply voltage",
    ),
    ("how much (?:power|electricity|energy)", "power consumption"),
    (r"how much (?:\S+ ){0,4}(?:hold|holds|fit|fits)", "capacity"),
)
_MEANINGS = tuple((phrases.any_of(table), noun) for table, noun in _MEANT)
_NO_VALUE = phrases.any_of(r"""
    why / how (?:do|to|can|should|come|would|could) / what (?:happens|if|now|to do|should|do i|causes|does .{1,40} mean)
    where / who / when / what'?s wrong / what is wrong / difference / better / instead / or not / compatible / replace
    connect / install / change / changed / set / adjust / calibrate / reduce / increase / improve / measure
""")
_ANY_VALUE = """
    what which how much many long far heavy big large exact exactly tell know please value values rating rated nominal
    typical maximum minimum max min range specification spec specs specified figure device unit product model have has
    does need needs run runs take takes draw draws weigh weighs use uses used work works operate operates operated
    allow allowed permitted possible safe accept accepts hold holds last lasts reach total charge
"""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def asking_sentence(question: str) -> str | None:
    """The one sentence that asks for a value; None when there is none, or several, or it asks for something else."""
    asking = [sentence for sentence in sentences(question) if asks(sentence)]
    if len(asking) != 1 or len(asking[0].split()) > _MOST_WORDS:
        return None
    (sentence,) = asking
    return None if _NO_VALUE.search(sentence) or phrases.TROUBLE.search(question) else sentence


def in_nouns(sentence: str) -> str:
    """The sentence with the attribute it means: "how heavy is it" asks for the weight."""
    meant = dict.fromkeys(noun for pattern, noun in _MEANINGS if pattern.search(sentence))
    return " ".join([sentence, *meant])


@dataclass(frozen=True)
class Wanted:
    """A question for a value, ready to be held against facts."""

    asked: AskedFact
    named: frozenset[str]  # part numbers anywhere in the message

    @classmethod
    def of(cls, question: str) -> "Wanted | None":
        """None when the question does not ask for a value."""
        sentence = asking_sentence(question)
        if sentence is None:
            return None
        return cls(AskedFact.of(in_nouns(sentence)), AskedFact.of(question).codes)

    def stated_by(self, facts: Iterable[FactHit]) -> list[FactHit]:
        """Those that state just what is asked, of just what it is asked of."""
        return [hit for hit in facts if self._is_stated_by(hit)]

    def _is_stated_by(self, hit: FactHit) -> bool:
        told = _told(hit)
        own = frozenset(terms(_BRACKETS.sub(" ", hit.fact.attribute))) - _of_any_value()
        written = frozenset(
            word for sought in self.asked.sought for words in sought.written for word in words
        )
        sought = [one for one in self.asked.sought if not one.words <= _of_any_value()]
        named = told.stated_words | frozenset(terms(_naming(hit)))
        everything = all(any(words <= named for words in one.written) for one in sought)
        return bool(own) and own <= written and everything and self.named <= told.codes


def _told(hit: FactHit) -> Told:
    fact = hit.fact
    place = f"{fact.product or ''} {hit.title} {hit.document_id}"
    return Told(fact.attribute, fact.condition or "", " ".join(fact.heading), place, lambda: None)


def _naming(hit: FactHit) -> str:
    """What stands above and names the product: "Accuracy" above "Temperature" would be lost in a sentence."""
    product = (hit.fact.product or hit.title).casefold()
    above = [heading for heading in hit.fact.heading if product in heading.casefold()]
    return " ".join([hit.fact.product or "", hit.title, hit.document_id, *above])


def of_one_product(facts: Sequence[FactHit]) -> bool:
    """Whether all of them speak of the same product."""
    return len({hit.fact.product or hit.title for hit in facts}) == 1


@cache
def _of_any_value() -> frozenset[str]:
    """Computed when first asked for: the analysis of words takes its time to load."""
    return frozenset(terms(_ANY_VALUE))
