"""The same text to several people is spam to X, even when each of them asked."""

from collections.abc import Sequence
from functools import lru_cache

from assist.checks.context import Context
from assist.text.length import links_in
from assist.text.words import shingles, words
from desk.drafts import Problem, To

NAME = "duplicates"
_RUN = 3  # words
_NEARLY = 0.85  # of the runs of words of both texts; one word of twenty changed makes 0.71
_REMEMBERED = 2048  # texts
_OPENING = 2  # words: a text that opens differently is another one


def check_duplicates(context: Context) -> list[Problem]:
    """Blocks in public what went to somebody else lately in nearly the same words; warns of it in a direct message."""
    text = context.draft.text
    if not is_repeated(text, context.earlier_replies):
        return []
    public = context.draft.to is To.PUBLIC
    message = (
        "nearly the same words went to somebody else lately, which X calls spam; word it for this customer"
    )
    return [Problem(NAME, message, blocking=public, words=text, passable=public)]


def is_repeated(text: str, earlier: Sequence[str]) -> bool:
    """True when the text is one of the earlier ones but for case, marks, links and a word here or there."""
    ours = _words(text)
    return any(_like(ours, _words(other)) for other in earlier)


def varied(text: str, earlier: Sequence[str], openings: Sequence[str]) -> str:
    """The text, behind the first of the openings that makes it new; as it is when it is new, or when none does."""
    for opening in ("", *openings):
        if not is_repeated(f"{opening}{text}", earlier):
            return f"{opening}{text}"
    return text


@lru_cache(_REMEMBERED)  # each draft is compared with the same hundreds of earlier replies
def _words(text: str) -> tuple[str, ...]:
    for link in links_in(text):
        text = text.replace(link, " ")
    return tuple(words(text))


def _like(one: Sequence[str], other: Sequence[str]) -> bool:
    if one == other or one[:_OPENING] != other[:_OPENING]:
        return one == other
    mine, theirs = (shingles(" ".join(text), _RUN) for text in (one, other))
    return bool(mine | theirs) and len(mine & theirs) / len(mine | theirs) >= _NEARLY
