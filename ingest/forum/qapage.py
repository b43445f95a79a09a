"""Pages that say themselves what is question and what is solution: schema.org's QAPage, as JSON-LD or microdata."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from index.knowledge import DocumentId
from ingest.decode import decoded
from ingest.forum.addresses import address_of, on_host
from ingest.forum.post_body import body_of
from ingest.forum.schema_org import Item, is_a, json_ld_of, listed, microdata_of
from ingest.forum.thread import Author, Place, Post, Thread, outcome_of
from ingest.html import read_page, title_of
from ingest.parsed import Outcome, PassedOver, identity
from ingest.plain import on_one_line
from ingest.sources import Source

_ENOUGH = 30  # characters that tell one post of a page from all others
_WORDS = re.compile(r".*\w", re.DOTALL)  # all but the dots and dashes at the end of what was cut
_WHOLE = re.compile(r"[+-]?\d{1,9}")
_BEFORE, _AFTER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class _Part(Enum):
    """What an item is to the question."""

    SOLUTION = "solution"
    ANSWER = "answer"
    COMMENT = "comment"


def parse_qapage(file: BinaryIO, source: Source, key: str) -> Iterator[Outcome]:
    """The page's question with its accepted solution, linked to that post.

    A page without a question (a list of threads, a profile) is passed over. Raises Unreadable for broken JSON-LD.
    """
    thread = stated_thread(decoded(file.read()), source, key)
    if thread is None:
        yield PassedOver(identity(source, key))
    else:
        yield outcome_of(thread, unaccepted=source.unaccepted)


def stated_thread(markup: str, source: Source, key: str) -> Thread | None:
    """The thread that the page says it is; None when it says nothing of a question. Raises Unreadable.

    Where JSON-LD carries only the beginning of a post and microdata all of it, the fuller text is taken.
    """
    stated, micro = json_ld_of(markup), microdata_of(markup)
    question = _best([*_questions(stated), *_questions(micro)])
    if question is None:
        return None
    page = read_page(markup)
    address = address_of(page, key)
    whole = [(_bare(text), text) for item in micro for text in _texts(item)] if stated else []
    posts = [
        replace(_post(item, whole, address), accepted=part is _Part.SOLUTION, aside=part is _Part.COMMENT)
        for item, part in _in_order(question)
    ]
    return Thread(
        place=Place(DocumentId(address or identity(source, key)), address),
        title=_text(question.get("name")) or title_of(page, page.root) or PurePosixPath(key).stem,
        question=_post(question, whole, address),
        replies=posts,
    )


def _questions(items: list[Item]) -> Iterator[Item]:
    """Those that pages of questions are about, then those that stand for themselves."""
    named = {str(item["@id"]): item for item in items if item.get("@id")}
    for item in items:
        if is_a(item, "QAPage"):
            yield from (_resolved(entity, named) for entity in listed(item.get("mainEntity")))
    yield from (_resolved(item, named) for item in items if is_a(item, "Question"))


def _resolved(question: Item, named: Mapping[str, Item]) -> Item:
    """The question and its answers with what the page says of them elsewhere, under the same @id."""

    def whole(item: Item) -> Item:
        return {**named.get(str(item.get("@id")), {}), **item}

    found = whole(question)
    kinds = ("acceptedAnswer", "suggestedAnswer")
    return {**found, **{kind: [whole(answer) for answer in listed(found.get(kind))] for kind in kinds}}


def _best(questions: list[Item]) -> Item | None:
    """The first with an accepted answer, else the first; None when there is none."""
    return next((one for one in questions if one["acceptedAnswer"]), questions[0] if questions else None)


def _in_order(question: Item) -> list[tuple[Item, _Part]]:
    """Answers and comments in the order in which they were written.

    An answer of unknown date counts as older than the solution, and so corrects nothing. A comment of unknown date is
    as old as what it is about.
    """
    dated = [(_moment(one) or _BEFORE, one, _Part.COMMENT) for one in listed(question.get("comment"))]
    for name, part, unknown in (
        ("acceptedAnswer", _Part.SOLUTION, _AFTER),
        ("suggestedAnswer", _Part.ANSWER, _BEFORE),
    ):
        for answer in listed(question.get(name)):
            at = _moment(answer) or unknown
            dated.append((at, answer, part))
            dated += [(_moment(one) or at, one, _Part.COMMENT) for one in listed(answer.get("comment"))]
    return [(item, part) for _, item, part in sorted(dated, key=lambda one: one[0])]


def _moment(item: Item) -> datetime | None:
    try:
        at = datetime.fromisoformat(_date(item) or "")
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _date(item: Item) -> str | None:
    return _text(item.get("datePublished")) or _text(item.get("dateCreated")) or None


def _post(item: Item, whole: Sequence[tuple[str, str]], address: str | None) -> Post:
    url = on_host(_text(item.get("url")) or _text(item.get("@id")) or None, address)
    votes = _text(item.get("upvoteCount"))
    return Post(
        body=body_of(_fuller(_raw(item.get("text")), whole)),
        author=_author(item.get("author")),
        place=Place(DocumentId(url), url) if url else None,
        votes=int(votes) if _WHOLE.fullmatch(votes) else None,
        written_at=_date(item),
        licence=_text(item.get("license")) or None,
    )


def _fuller(text: str, whole: Sequence[tuple[str, str]]) -> str:
    """The longest text (its words, its HTML) that begins with this one, which may be cut; else this one."""
    words = _WORDS.match(_bare(text)) if whole else None
    begun = words.group() if words else ""
    if len(begun) < _ENOUGH:
        return text
    return max(
        (one for one in whole if one[0].startswith(begun)), default=("", text), key=lambda one: len(one[0])
    )[1]


def _bare(text: str) -> str:
    """The words of a post alone."""
    return on_one_line(body_of(text).text)


def _texts(item: Item) -> Iterator[str]:
    """The texts of this item and of those in it."""
    for name, value in item.items():
        if name == "text" and isinstance(value, str):
            yield value
        for inner in listed(value):
            yield from _texts(inner)


def _author(value: Any) -> Author | None:
    one = value[0] if isinstance(value, list) and value else value
    named = isinstance(one, Mapping)
    name = _text(one.get("name")) if named else _text(one)
    return Author(name, _text(one.get("url")) or None if named else None) if name else None


def _text(value: Any) -> str:
    """One line of text; "" for what is no text."""
    return on_one_line(_raw(value))


def _raw(value: Any) -> str:
    one = value[0] if isinstance(value, list) and value else value
    if isinstance(one, Mapping):
        one = one.get("@value")
    return str(one) if isinstance(one, str | int | float) and not isinstance(one, bool) else ""
