"""Of passages that say the same in nearly the same words, the one whose word weighs most."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property

from assist.knowledge.threads import is_solved
from assist.text.words import identifiers, negated, numbers, shingles
from index.knowledge import Document, Hit, Kind

_SHINGLE = 4  # words
_ALIKE = 0.8  # share of the shorter passage's shingles that the other has, too
_BEHIND = 0.03  # of the score: what a thread that nobody called solved gives way to the maker's word and to solutions


class Standing(IntEnum):
    """How much the word of a document weighs; smaller is more."""

    DATA_SHEET = 1
    SOLUTION = 2
    NOTE = 3
    CHATTER = 4


def standing_of(document: Document) -> Standing:
    """A thread that does not say what solved it is chatter."""
    if document.kind is Kind.FORUM:
        return Standing.SOLUTION if is_solved(document.text) else Standing.CHATTER
    return Standing.DATA_SHEET if document.kind is Kind.DATA_SHEET else Standing.NOTE


def folded(found: Iterable[tuple[Hit, Document]]) -> list[Hit]:
    """Each saying once, best first; hits of nearly one score in the order of their documents' standing."""
    kept: list[_Said] = []
    for hit, document in found:
        said = _Said(hit, document)
        same = next((number for number, other in enumerate(kept) if said.repeats(other)), None)
        if same is None:
            kept.append(said)
        elif said.standing < kept[same].standing:
            kept[same] = replace(said, hit=replace(hit, score=kept[same].hit.score))
    return sorted((said.weighed for said in kept), key=lambda hit: -hit.score)


@dataclass(frozen=True)
class _Said:
    hit: Hit
    document: Document

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.document)

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        return shingles(self.hit.passage.text, _SHINGLE)

    @cached_property
    def exactly(self) -> tuple[frozenset[str], frozenset[str], bool]:
        """What makes two passages that are alike in words say different things."""
        text = self.hit.passage.text
        return numbers(text), identifiers(text), negated(text)

    @property
    def weighed(self) -> Hit:
        """The hit, a little behind when it is chatter."""
        behind = self.standing is Standing.CHATTER
        return replace(self.hit, score=self.hit.score - _BEHIND) if behind else self.hit

    def repeats(self, other: "_Said") -> bool:
        """True when both say the same: a number, a name or a "not" that only one has is a difference."""
        fewer = min(len(self.shingles), len(other.shingles))
        if fewer == 0 or self.exactly != other.exactly:
            return False
        return len(self.shingles & other.shingles) >= _ALIKE * fewer
