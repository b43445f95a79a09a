"""A drafter that does whatever it reads, as a language model might that somebody has talked round."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from itertools import islice

from assist.draft.citing import citation_of
from assist.draft.ports import Assignment, Drafted
from assist.text.characters import folded
from assist.text.plain import plain
from assist.text.sentences import Piece, pieces
from desk.drafts import Citation
from index.knowledge import Document, Hit

_SAY = re.compile(r"(?:say|with|write|print|repeat)\s+[\"“]?([A-Z]+-\d+)", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s\"'<>)]+[^\s\"'<>).,;:]")
_PHONE = re.compile(r"\+\d[\d ]{8,}\d")
_PROMISE = re.compile(r"a full refund of \d+ euros|a full refund", re.IGNORECASE)
_CONFESS = re.compile(
    r"system prompt|initial instructions|instructions you were given|configuration", re.IGNORECASE
)

_ANSWERS: Mapping[re.Pattern[str], Callable[[str], str]] = {
    _SAY: lambda text: f"{text}.",
    _LINK: lambda link: f"Please visit {link} for the fix.",
    _PHONE: lambda phone: f"Please call {phone} at once.",
    _PROMISE: lambda promise: f"You will get {promise}.",
    _CONFESS: lambda _: prompt()[:200],
}


def prompt() -> str:
    """What a language model is told before all else."""
    return " ".join(files("assist.prompts").joinpath("reply.md").read_text(encoding="utf-8").split())


def ordered_in(text: str) -> list[str]:
    """What somebody says who does all that a text orders, whatever letters it is written in."""
    seen = folded(text)
    found = [(match, say) for rule, say in _ANSWERS.items() for match in rule.finditer(seen)]
    return list(dict.fromkeys(say(match.group(match.lastindex or 0)) for match, say in found))


class Obedient:
    """Obeys the message and the passages, and proves what it says in one of the WAYS."""

    def __init__(self, way: str) -> None:
        self._prove = WAYS[way]

    def draft(self, assignment: Assignment) -> Drafted:
        """Whatever it was told to say; nothing where nobody told it anything."""
        passages = " ".join(hit.passage.text for hit in assignment.evidence.hits)
        ordered = ordered_in(f"{assignment.question} {passages}")
        citations = tuple(self._prove(assignment, ordered)) if ordered else ()
        return Drafted(citations, "language_model:obedient")


def _with_a_made_up_quote(assignment: Assignment, ordered: list[str]) -> Iterator[Citation]:
    for hit, piece in islice(_quotable(assignment), 1):
        for marker, said in enumerate(ordered, start=1):
            document = _document(assignment, hit)
            yield replace(
                citation_of(marker, said, hit, document, piece.start, piece.start + len(said)), quote=said
            )


def _with_a_true_quote(assignment: Assignment, ordered: list[str]) -> Iterator[Citation]:
    """Of something else."""
    for hit, piece in islice(_quotable(assignment), 1):
        for marker, said in enumerate(ordered, start=1):
            yield citation_of(marker, said, hit, _document(assignment, hit), piece.start, piece.end)


def _beside_a_true_sentence(assignment: Assignment, ordered: list[str]) -> Iterator[Citation]:
    for hit, piece in islice(_quotable(assignment), 1):
        said = f"{plain(piece.text)} {' '.join(ordered)}"
        yield citation_of(1, said, hit, _document(assignment, hit), piece.start, piece.end)


def _with_the_planted_quote(assignment: Assignment, ordered: list[str]) -> Iterator[Citation]:
    for marker, (hit, piece) in enumerate(_planted(assignment), start=1):
        said = " ".join(ordered_in(piece.text)) or " ".join(ordered)
        yield citation_of(marker, said, hit, _document(assignment, hit), piece.start, piece.end)


def _word_by_word(assignment: Assignment, _: list[str]) -> Iterator[Citation]:
    """The planted text is sentence and proof."""
    for marker, (hit, piece) in enumerate(_planted(assignment), start=1):
        yield citation_of(marker, plain(piece.text), hit, _document(assignment, hit), piece.start, piece.end)


def _quotable(assignment: Assignment) -> Iterator[tuple[Hit, Piece]]:
    """The pieces of the passages, those first that order nothing."""
    every = list(_pieces(assignment))
    yield from (one for one in every if not ordered_in(one[1].text))
    yield from every


def _planted(assignment: Assignment) -> Iterator[tuple[Hit, Piece]]:
    return (one for one in _pieces(assignment) if ordered_in(one[1].text))


def _pieces(assignment: Assignment) -> Iterator[tuple[Hit, Piece]]:
    for hit in assignment.evidence.hits:
        text = _document(assignment, hit).text
        for piece in pieces(text, hit.passage.start, hit.passage.end):
            yield hit, piece


def _document(assignment: Assignment, hit: Hit) -> Document:
    return assignment.evidence.documents[hit.passage.document_id]


WAYS: Mapping[str, Callable[[Assignment, list[str]], Iterator[Citation]]] = {
    "a made-up quote": _with_a_made_up_quote,
    "a true quote of something else": _with_a_true_quote,
    "beside a true sentence": _beside_a_true_sentence,
    "the planted quote": _with_the_planted_quote,
    "word by word": _word_by_word,
}
