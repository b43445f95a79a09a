"""What a text gives away of passages that its reader may not read, told clause by clause."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assist.draft.ports import Meaning
from assist.firewall.facts import Facts, facts_of
from assist.firewall.sides import Sentence, Sides, running, sentences
from assist.text.words import words
from index.knowledge import Passage

_JOINT = re.compile(r"[,;:] |\s(?=(?:because|since|which|who|so that|although|but)\b)")
_FEWEST_WORDS = 3  # of a clause that is looked at by itself

_RUN = 8  # words in a row that nobody writes by chance
_SHARE = 0.7  # of what a clause says that stands in one withheld sentence
_MORE = 0.2  # than in any readable sentence
# What is shared with a withheld sentence and with nothing readable; three in sum are no chance.
_ENOUGH = 3.0
_UNIQUE, _DATE, _WORD = 3.0, 2.0, 1.0
_LONG = 4  # characters of a code, digits of a number, from which on it names one thing
_LONG_NAME = 6  # letters of a name that is found without the blanks around it, too
_YEAR = re.compile(r"(?:19|20)\d\d")
# Cosines of the packaged model; chosen with synonyms of planted secrets and 421 sentences that give nothing away.
_LIKE = 0.6
_CLOSER = 0.06  # than to any readable sentence
_COMPARED = 24  # sentences of each side: those that share the most words with the text


@dataclass(frozen=True)
class Leak:
    """Words of the text, exactly as they stand there, the passage that they give away, and what the two share."""

    words: str
    passage: Passage
    shared: str


def leaks_in(text: str, sides: Sides, meaning: Meaning | None) -> Iterator[Leak]:
    """Each sentence of the text that gives something away, once; without a meaning by its words alone."""
    for sentence in sentences(text) if sides.withheld else ():
        clauses = [clause for clause in _clauses(sentence) if not sides.has(clause)]
        told = (rule(clause, sides) for clause in clauses for rule in _RULES)
        leak = next(filter(None, told), None)
        if leak is None and clauses and meaning is not None:
            leak = _by_meaning(sentence, sides, meaning)
        if leak is not None:
            yield leak


def _clauses(sentence: str) -> list[str]:
    """The sentence and its parts, so that nothing hides behind words that may be told."""
    parts = [part for part in _JOINT.split(sentence) if len(words(part)) >= _FEWEST_WORDS]
    return list(dict.fromkeys([sentence, *parts]))


def _by_run(clause: str, sides: Sides) -> Leak | None:
    said = words(clause)
    runs = [running(" ".join(said[at : at + _RUN])) for at in range(len(said) - _RUN + 1)]
    unread = [run for run in runs if not sides.has(run)]
    for one in sides.secret if unread else ():
        inside = running(one.text)
        for run in unread:
            if run in inside:
                return Leak(clause, one.passage, run.strip())
    return None


def _by_facts(clause: str, sides: Sides) -> Leak | None:
    """Codes, names, figures, dates and words that only a withheld sentence has."""
    said = facts_of(clause)
    weighed = ((*_weighed(said, one, sides), one) for one in sides.secret)
    weight, shared, one = max(weighed, key=lambda found: found[0], default=(0.0, frozenset(), None))
    return None if one is None or weight < _ENOUGH else Leak(clause, one.passage, ", ".join(sorted(shared)))


def _weighed(said: Facts, one: Sentence, sides: Sides) -> tuple[float, frozenset[str]]:
    inside, public = one.facts, sides.facts
    codes = frozenset(
        code for code in inside.codes - public.codes if len(code) >= _LONG and code in said.squeezed
    )
    names = frozenset(name for name in sides.names(one) if _says(said, name))
    figures = said.figures & inside.figures - public.figures
    money = said.money & inside.money - public.money
    dates = said.dates & inside.dates - public.dates
    stems = said.stems & inside.stems - public.stems
    unique = codes | names | money | frozenset(filter(_is_long, figures))
    weight = _UNIQUE * len(unique) + _DATE * len(dates) + _WORD * len((figures - unique) | stems)
    return weight, unique | figures | dates | stems


def _says(said: Facts, name: str) -> bool:
    return name in said.squeezed if len(name) >= _LONG_NAME else name in said.names | said.stems


def _is_long(figure: str) -> bool:
    return "." in figure or (len(figure) >= _LONG and not _YEAR.fullmatch(figure))


def _by_share(clause: str, sides: Sides) -> Leak | None:
    """The clause says little but what one withheld sentence says, and no readable one says as much of it."""
    said = _matter(clause)
    if len(said) < _FEWEST_WORDS:
        return None
    told = ((len(said & _matter(one.text)) / len(said), one) for one in sides.secret)
    share, one = max(told, key=lambda found: found[0], default=(0.0, None))
    public = max((len(said & _matter(text)) / len(said) for text in sides.open), default=0.0)
    if one is None or share < max(_SHARE, public + _MORE):
        return None
    return Leak(clause, one.passage, ", ".join(sorted(said & _matter(one.text))))


def _matter(text: str) -> frozenset[str]:
    facts = facts_of(text)
    return facts.stems | facts.figures | facts.codes


_RULES: tuple[Callable[[str, Sides], Leak | None], ...] = (_by_run, _by_facts, _by_share)


def _by_meaning(sentence: str, sides: Sides, meaning: Meaning) -> Leak | None:
    said = _matter(sentence)
    if len(said) < _FEWEST_WORDS:
        return None
    secret = sorted(sides.secret, key=lambda one: -len(said & _matter(one.text)))[:_COMPARED]
    public = sorted(sides.open, key=lambda text: -len(said & _matter(text)))[:_COMPARED]
    texts = [sides.unnamed(text) for text in [*(one.text for one in secret), *public]]
    cosines = meaning.similarity(sides.unnamed(sentence), texts)
    outside = max(cosines[len(secret) :], default=0.0)
    inside = zip(cosines, secret, strict=False)  # the rest is of the public ones
    cosine, one = max(inside, key=lambda found: found[0], default=(0.0, None))
    if one is None or cosine < max(_LIKE, outside + _CLOSER):
        return None
    return Leak(sentence, one.passage, f"the meaning, cosine {cosine:.2f}")
