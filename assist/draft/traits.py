"""What a sentence looks like: an instruction, talk of oneself, a row, something that leans on what went before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assist.draft.candidates import Candidate
from assist.draft.fitting import is_another_signal, signals_asked, wanted_measure
from assist.text import phrases
from assist.text.words import content_stems, identifiers, numbers, units
from index.knowledge import Kind

_SELF = re.compile(r"(?<!\w)(?:[Ii]|[Ii]['’](?:m|ve|d|ll)|[Mm]y|[Mm]ine|[Mm]e)(?!\w)(?!\.\w)")
_OURSELVES = phrases.any_of(
    "we / our / ours / us / same (?:issue|problem|thing) here / yesterday / today / just now"
)
_LEAD_IN = re.compile(r"(?:(?:please|first|then|next),? |(?:to|if|when|for) [^,]{3,80}, )", re.IGNORECASE)
_INSTRUCTION = phrases.any_of("""
    add / adjust / allow / attach / avoid / bring / change / charge / check / choose / clean / clear / click / close
    configure / connect / disconnect / do not / don't / don’t / download / empty / enable / ensure / enter / fit / go to
    hold / install / keep / lay / leave / let / lift / log / loosen / make sure / move / never / open / place / plug
    press / pull / push / put / remove / replace / reset / restart / rinse / run / select / send / set / stop / switch
    take / tap / tighten / try / turn / unplug / update / upgrade / use / wait / wash / wipe
""")
_LEANING = phrases.any_of("""
    it / its / this / that / these / those / they / their / he / she / however / but / and / so / also / then
    otherwise / therefore / thus / which / again / instead / both / neither / the same / the latter / the former
    including / the other / such / another / or / afterwards / in this case / in that case / in your case / if so
    if not / if yes / if it / if that / if this / if they / if the latter / if the former / regarding / as i / as you
    as we have
    you're right / you are right
""")
_ADVICE = phrases.any_of("""
    you (?:can|could|need|should|must|may|would|will need|have to|might) / should / must / needs? to / make sure
    recommend(?:ed)? / if you / try / set / check / use / best to / possible to / has to be / have to be
""")
_BEFORE_NOW = phrases.any_of("""
    was / were / had / did / didn['’]?t / wasn['’]?t / been / tried / found / noticed / reali[sz]ed / posted / said
""")
_SHORT = 30  # characters
_OPENING = 2  # sentences with which a solution begins


@dataclass(frozen=True)
class Asked:
    """What of a question is compared with each sentence."""

    names: frozenset[str]  # part numbers and codes
    units: frozenset[str]
    measure: re.Pattern[str] | None  # what an answer has to say
    signals: tuple[frozenset[str], ...]  # of a lamp
    stems: frozenset[str]  # of the words that carry meaning

    @classmethod
    def of(cls, question: str) -> "Asked":
        """Of a whole message."""
        return cls(
            identifiers(question),
            units(question),
            wanted_measure(question),
            signals_asked(question),
            frozenset(content_stems(question)),
        )


def traits_of(asked: Asked, candidate: Candidate) -> Mapping[str, bool]:
    """The traits that count for or against a sentence as an answer, each by the name of its weight."""
    sentence, forum = candidate.sentence, candidate.document.kind is Kind.FORUM
    named = identifiers(f"{candidate.heading} {sentence}")
    advice = bool(_ADVICE.search(sentence)) or _instructs(sentence)
    return {
        "opening": forum and candidate.place < _OPENING,
        "unit": bool(asked.units & units(sentence)) or _tells(asked.measure, sentence),
        "advice": advice,
        "background": not (forum or advice or numbers(sentence)),
        "self_talk": bool(_SELF.search(sentence) or (forum and _OURSELVES.search(sentence))),
        "before_now": _BEFORE_NOW.search(sentence) is not None,
        "leaning": _LEANING.match(sentence) is not None,
        "short": len(sentence) < _SHORT,
        "stranger": bool(asked.names and named and not asked.names & named),
        "other_measure": asked.measure is not None and asked.measure.search(sentence) is None,
        "other_signal": is_another_signal(asked.signals, sentence),
        "other_row": candidate.is_row and not _is_row_asked_for(asked, sentence),
    }


def _is_row_asked_for(asked: Asked, row: str) -> bool:
    """Whether it has a code of the question, tells the value asked for, or its first cell is all asked for."""
    label = frozenset(content_stems(re.split(r"[:(]", row, maxsplit=1)[0]))
    return (
        bool(asked.names & identifiers(row))
        or _tells(asked.measure, row)
        or bool(label and label <= asked.stems)
    )


def _tells(measure: re.Pattern[str] | None, sentence: str) -> bool:
    """Whether it says how much of what was asked for."""
    return measure is not None and measure.search(sentence) is not None


def _instructs(sentence: str) -> bool:
    lead_in = _LEAD_IN.match(sentence)
    return _INSTRUCTION.match(sentence, lead_in.end() if lead_in else 0) is not None
