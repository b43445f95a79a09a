"""Amounts, codes, names and opposites that changed places: "120 g and 300 g" where the quote has "300 g and 120 g"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assist.support.difference import Difference
from assist.support.opposites import has_opposite
from assist.support.quantities import Quantity, quantities
from assist.support.reading import Reading, Word

# "Red, green or blue" has no order.
_LISTED = re.compile(r"[\s,/|x×]*(?:and|or|to|[-–—])?[\s,/|]*(?:the )?", re.IGNORECASE)


@dataclass(frozen=True)
class _Exchangeable:
    """Something that another of its kind could stand for, at its place."""

    kind: str
    said: str | Quantity
    start: int
    end: int

    def is_same(self, other: object) -> bool:
        if not isinstance(other, _Exchangeable):
            return False
        if isinstance(self.said, Quantity) and isinstance(other.said, Quantity):
            return self.said.is_same(other.said)
        return self.said == other.said


_Token = str | _Exchangeable


def compare_places(said: Reading, source: Reading) -> Iterator[Difference]:
    """Where both have the same words in the same order but for what changed places among them."""
    ours, theirs = _tokens(said), _tokens(source)
    if list(map(_kind, ours)) != list(map(_kind, theirs)) or _turned_about(ours, theirs):
        return
    mine = [token for token in ours if isinstance(token, _Exchangeable)]
    other = [token for token in theirs if isinstance(token, _Exchangeable)]
    if not all(any(one.is_same(two) for two in other) for one in mine):
        return  # another rule sees to what is not there at all
    lists = _lists(said.text, mine)
    for one, two, its_list in zip(mine, other, lists, strict=True):
        if not one.is_same(two) and not any(two.is_same(listed) for listed in its_list):
            yield Difference(said.text[one.start : one.end], "stands there in another place")
            return


def _kind(token: _Token) -> str:
    return f"({token.kind})" if isinstance(token, _Exchangeable) else token


def _turned_about(ours: Sequence[_Token], theirs: Sequence[_Token]) -> bool:
    """Whether one half of a statement was only told before the other: "red means full, green empty"."""
    differing = [place for place, pair in enumerate(zip(ours, theirs, strict=True)) if not _same(*pair)]
    if not differing:
        return True
    said, there = (tokens[differing[0] : differing[-1] + 1] for tokens in (ours, theirs))
    turned = ([*there[place:], *there[:place]] for place in range(1, len(there)))
    return len(there) > 2 and any(all(map(_same, said, each)) for each in turned)


def _same(one: _Token, other: _Token) -> bool:
    return one.is_same(other) if isinstance(one, _Exchangeable) else one == other


def _tokens(reading: Reading) -> Sequence[_Token]:
    """The words with a meaning in their order, amounts as one."""
    amounts = [_Exchangeable("amount", one, one.start, one.end) for one in quantities(reading.text)]
    words = [
        word for word in reading.content if not any(one.start <= word.start < one.end for one in amounts)
    ]
    placed = {one.start: one for one in amounts} | {word.start: _token(reading, word) for word in words}
    return [placed[start] for start in sorted(placed)]


def _token(reading: Reading, word: Word) -> _Token:
    written = reading.slice(word)
    if word in reading.codes or (len(written) > 1 and written.isupper()):
        return _Exchangeable("name", word.folded.replace("-", ""), word.start, word.end)
    if has_opposite(word.stem):
        return _Exchangeable("opposite", word.stem, word.start, word.end)
    return word.stem


def _lists(text: str, found: Sequence[_Exchangeable]) -> list[list[_Exchangeable]]:
    """For each the list that it belongs to: those with nothing but a comma or an "and" between them."""
    lists: list[list[_Exchangeable]] = []
    for number, one in enumerate(found):
        before = found[number - 1] if number else None
        if before and before.kind == one.kind and _LISTED.fullmatch(text[before.end : one.start]):
            lists[-1].append(one)
            lists.append(lists[-1])
        else:
            lists.append([one])
    return lists
