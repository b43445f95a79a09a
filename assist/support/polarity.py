"""Negation: what a sentence denies, its quote denies, and what the quote denies, the sentence does not affirm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from assist.support.difference import Difference
from assist.support.reading import Reading, Word, root
from assist.text.words import listed

_NEGATORS = listed("""
    not no never none nor neither nothing without unable lacks lack lacking nobody nowhere unless
    hardly barely avoid fails
    """)
_STOPS = _NEGATORS | {"and"}  # "no fan and a lamp": the lamp is there
_PREFIXES = ("un", "non", "in", "im", "dis", "de", "mis", "ir")
_PARTICIPLES = ("ed", "en")
_SCOPE = 6  # content words that a negator reaches
_NEAR = 3  # of them those that it surely turns round
_FEWEST = 3  # letters of a word without its prefix


@dataclass(frozen=True)
class Denial:
    """A negating word and the stems of what it denies, the nearest first."""

    word: Word
    scope: tuple[str, ...]


def compare_polarity(said: Reading, source: Reading) -> Iterator[Difference]:
    """Denials that only the sentence has, and denials of the quote that the sentence turns round."""
    ours, theirs = _denials(said, source), _denials(source, said)
    free = list(theirs)
    for denial in ours:
        match = next((one for one in free if _agree(denial, one)), None)
        if match is not None:
            free.remove(match)
        elif not any(_agree(denial, one) for one in theirs) or _also_affirmed(denial, source, theirs):
            yield Difference(said.slice(denial.word), "turns round what stands there")
    denied = {reached for denial in ours for reached in denial.scope}
    affirmed = {word.stem for word in said.content} - denied
    yield from (
        Difference("", f"leaves out {source.slice(one.word)!r} of {_around(source, one.word)!r}")
        for one in theirs
        if _dropped(one, affirmed, denied)
    )


def _denials(reading: Reading, other: Reading) -> list[Denial]:
    found = []
    for place, word in enumerate(reading.words):
        if word.folded in _NEGATORS:
            found.append(Denial(word, _scope(reading.words, place)))
        elif (base := without_prefix(word, other)) and base not in reading.stems:
            found.append(Denial(word, (base,)))
    return found


def without_prefix(word: Word, other: Reading) -> str | None:
    """The stem that the other text has without this word's prefix (`unplug`: `plug`), or None."""
    for prefix in _PREFIXES:
        rest = word.folded.removeprefix(prefix).lstrip("-")
        if (
            rest != word.folded
            and len(rest) >= _FEWEST
            and root(rest) in other.stems
            and word.stem not in other.stems
        ):
            return root(rest)
    return None


def _scope(words: Sequence[Word], place: int) -> tuple[str, ...]:
    """The stems that a negator reaches: behind it in its clause, or before it where nothing follows.

    "USB: none" denies USB, and "ink is not needed" denies the ink, too.
    """
    clause = words[place].clause
    reached = takewhile(lambda word: word.clause == clause and word.folded not in _STOPS, words[place + 1 :])
    behind = [word for word in reached if word.content]
    if behind:
        subject = _before(words, place, clause) if behind[0].folded.endswith(_PARTICIPLES) else []
        return (*[word.stem for word in behind[:_SCOPE]], *subject)
    return tuple(_before(words, place, clause - 1))


def _before(words: Sequence[Word], place: int, clause: int) -> list[str]:
    """The stems before a negator since a clause, the nearest first."""
    before = [word.stem for word in words[:place] if word.content and word.clause >= clause]
    return before[: -_SCOPE - 1 : -1]


def _agree(one: Denial, other: Denial) -> bool:
    """They reach a common word near to one of them, or neither reaches any."""
    if not one.scope and not other.scope:
        return True
    return bool({*one.scope[:_NEAR]} & {*other.scope} or {*one.scope} & {*other.scope[:_NEAR]})


def _also_affirmed(denial: Denial, source: Reading, theirs: Sequence[Denial]) -> bool:
    """The quote has the denied word outside of all its denials, so that this one may be of that place."""
    inside = {reached for one in theirs for reached in one.scope}
    return bool(denial.scope) and denial.scope[0] in source.stems - inside


def _dropped(denial: Denial, affirmed: set[str], denied: set[str]) -> bool:
    """What the quote denies is affirmed: the word next to the negator, or half of what it reaches."""
    near = denial.scope[:_NEAR]
    if not near or set(near) & denied:
        return False
    return near[0] in affirmed or sum(one in affirmed for one in near) * 2 >= len(near)


def _around(reading: Reading, word: Word) -> str:
    """The negator with a few words behind it, for a person to read."""
    return " ".join(reading.text[word.start : word.end + 30].split())
