"""Finds a quote in its passage: word for word, or but for blanks, case and the make of quotes and dashes."""

import unicodedata
from dataclasses import dataclass

from assist.draft.model.excerpts import Excerpt
from assist.text.characters import hidden_in
from assist.text.sentences import pieces

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)


@dataclass(frozen=True)
class Folded:
    """A text as comparing sees it; `at[i]` is where its i-th character stands in the text itself."""

    text: str
    at: tuple[int, ...]


def folded(text: str) -> Folded:
    """Blanks single, case and typography gone, invisible characters left out."""
    characters: list[str] = []
    at: list[int] = []
    hidden = frozenset(hidden_in(text))
    for place, character in enumerate(text):
        for one in _folded(character, hidden):
            if one != " " or (characters and characters[-1] != " "):
                characters.append(one)
                at.append(place)
    return Folded("".join(characters), tuple(at))


def quoted_at(quote: str, text: str) -> tuple[int, int] | None:
    """Where `text` says `quote`, begun and ended at whole words; None when it does not."""
    wanted = quote.strip()
    if not any(map(str.isalnum, wanted)):
        return None
    exact = _found(wanted, text)
    if exact is not None:
        return exact
    whole, sought = folded(text), folded(wanted).text.strip()
    place = _found(sought, whole.text)
    return (whole.at[place[0]], whole.at[place[1] - 1] + 1) if place else None


def sentences_around(excerpt: Excerpt, start: int, end: int) -> tuple[int, int]:
    """Where in the document the quote at excerpt.text[start:end] stands, grown to its whole sentences, rows or lines.

    A "not" or a unit beside the quote belongs to the proof.
    """
    text = excerpt.text
    touched = [(one.start, one.end) for one in pieces(text) if one.start < end and start < one.end]
    begins, ends = zip(
        *(touched or [_line(text, start, end)]), strict=True
    )  # headings and code are no sentences
    return excerpt.start + min(start, *begins), excerpt.start + max(end, *ends)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    newline = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if newline < 0 else newline


def _folded(character: str, hidden: frozenset[str]) -> str:
    if character.isspace():
        return " "
    if character in hidden or unicodedata.category(character) == "Cf":
        return ""
    return character.translate(_SAME).casefold()


def _found(sought: str, text: str) -> tuple[int, int] | None:
    """The first place where `sought` is not the inside of a longer word or number."""
    place = text.find(sought)
    while place >= 0:
        end = place + len(sought)
        if not (_joined(text, place) or _joined(text, end)):
            return place, end
        place = text.find(sought, place + 1)
    return None


def _joined(text: str, place: int) -> bool:
    """True when `place` is inside a word; scripts without cases (Lo) are not looked at, most write no blanks."""
    return 0 < place < len(text) and all(
        one.isalnum() and unicodedata.category(one) != "Lo" for one in text[place - 1 : place + 1]
    )
