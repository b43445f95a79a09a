"""How much and how surely: must or may, all or some, only or also. Each is a table of words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assist.support.difference import Difference
from assist.support.reading import Reading, Word
from assist.support.vocabulary import COMMANDS
from assist.text.words import listed

MUST = listed("must shall required require mandatory obliged necessary")
SHOULD = listed("should ought recommended recommend advisable advise")
MAY = listed("may might could maybe perhaps possibly probably likely")
CAN = listed("can able")
ONLY = listed("only solely exclusively except alone")
ALL = listed("all every each always everything everybody everywhere any both entire whole completely")
SOME = listed(
    "some sometimes few several most mostly usually often many rarely occasionally partly generally"
)

_SHARED = 0.5  # of a clause's words that the other text has: then they speak of the same


@dataclass(frozen=True)
class Rule:
    """A sentence with a word of `said` needs one of `backed` in its quote.

    Where the quote has one of `said` about the same, the sentence needs one of `kept`, if there are any.
    """

    said: frozenset[str]
    backed: frozenset[str]
    kept: frozenset[str] = frozenset()


_LIMITS = listed("min max minimum maximum")
RULES: Sequence[Rule] = (
    Rule(said=MUST, backed=MUST | _LIMITS, kept=MUST),
    Rule(said=SHOULD, backed=SHOULD | MUST),
    Rule(said=MAY, backed=MAY | CAN, kept=MAY | CAN),
    Rule(said=ONLY, backed=ONLY, kept=ONLY),
    Rule(said=ALL, backed=ALL),
    Rule(said=SOME, backed=SOME, kept=SOME),
)
# Where the quote has one of the first and the sentence one of the second in its place.
_TRADED = ((MUST, CAN | MAY | SHOULD), (ALL, SOME), (frozenset({"never"}), SOME))


def compare_strength(said: Reading, source: Reading) -> Iterator[Difference]:
    """Words that make the sentence say more or less than its quote."""
    for rule in RULES:
        yield from _unbacked(rule, said, source)
        yield from _lost(rule, said, source)
    for stronger, weaker in _TRADED:
        if source.folded & stronger and not said.folded & stronger:
            yield from (
                Difference(said.slice(word), "is weaker than what stands there")
                for word in said.words
                if word.folded in weaker - source.folded
            )


def _unbacked(rule: Rule, said: Reading, source: Reading) -> Iterator[Difference]:
    for word in said.words:
        if word.folded in rule.said and not rule.backed & source.folded:
            if rule.said in (MUST, SHOULD) and _commands(source):
                continue
            yield Difference(said.slice(word), "is not there")


def _commands(source: Reading) -> bool:
    """An instruction addresses the reader without a modal verb, so that "must" and "should" say no more."""
    begins = [words[0] for words in _clauses(source)]
    return any(word.folded in COMMANDS for word in begins)


def _clauses(reading: Reading) -> list[list[Word]]:
    return [list(words) for _, words in groupby(reading.words, key=lambda word: word.clause)]


def _lost(rule: Rule, said: Reading, source: Reading) -> Iterator[Difference]:
    if not rule.kept or rule.kept & said.folded:
        return
    for word in source.words:
        if word.folded in rule.said and _speaks_of(said, _clause(source, word)):
            yield Difference("", f"leaves out {source.slice(word)!r}")
            return


def _clause(reading: Reading, word: Word) -> list[Word]:
    return [one for one in reading.content if one.clause == word.clause]


def _speaks_of(said: Reading, clause: Sequence[Word]) -> bool:
    return bool(clause) and sum(one.stem in said.stems for one in clause) > len(clause) * _SHARED
