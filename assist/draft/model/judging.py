"""What an answer of a model is worth: its sentences with their proofs, and what is wrong with the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assist.draft.citing import citation_at
from assist.draft.model.chat import Finish, Said
from assist.draft.model.excerpts import Excerpt
from assist.draft.model.proof import quoted_at, sentences_around
from assist.draft.model.reading import Reply, Sentence, read
from assist.draft.model.request import Refused
from assist.draft.ports import Assignment
from assist.errors import DraftingFailed
from assist.text.sentences import pieces
from assist.text.words import whole
from desk.drafts import Citation, Problem

_UNREADABLE = "the answer was not one JSON object of the form asked for"
_CUT_OFF = "the answer was too long and was cut off: write fewer and shorter sentences"


@dataclass(frozen=True)
class Judged:
    """The proved sentences of an answer; without `refused` they are all it said."""

    citations: tuple[Citation, ...] = ()
    refused: Refused | None = None


def judged(said: Said, excerpts: Sequence[Excerpt], assignment: Assignment) -> Judged:
    """The worth of an answer made of `excerpts`. Raises DraftingFailed when the model declined to answer at all."""
    if said.finish is Finish.REFUSED:
        raise DraftingFailed("the model, or a filter of its maker, declined to answer")
    if said.finish is Finish.CUT_OFF:
        return Judged(refused=Refused((), (_problem("answer", _CUT_OFF),)))
    reply = read(said.text)
    if reply is None:
        return Judged(refused=Refused((), (_problem("answer", _UNREADABLE),)))
    return Judged() if reply.cannot_answer else _proved(reply, excerpts, assignment)


def _proved(reply: Reply, excerpts: Sequence[Excerpt], assignment: Assignment) -> Judged:
    citations: list[Citation] = []
    findings: list[Problem] = []
    said = tuple(dict.fromkeys(reply.sentences))  # small models say things twice
    for sentence in said:
        proof = _proof(sentence, excerpts)
        if isinstance(proof, Problem):
            findings.append(proof)
        else:
            citations.extend(_each(proof, 1 + len(citations)))
    findings.extend(_too_long(citations, assignment))
    refused = Refused(said, tuple(findings)) if findings else None
    return Judged(tuple(citations), refused)


def _proof(sentence: Sentence, excerpts: Sequence[Excerpt]) -> Citation | Problem:
    """The sentence with its quote at its place, or why there is no such proof."""
    text = " ".join(whole(sentence.text).split())
    if not text:
        return _problem("answer", "an empty sentence")
    if not 0 < sentence.passage <= len(excerpts):
        return _problem("quotes", f"there is no passage {sentence.passage}", text)
    excerpt = excerpts[sentence.passage - 1]
    place = quoted_at(sentence.quote, excerpt.text)
    if place is None:
        return _problem("quotes", f"its quote does not stand in passage {sentence.passage}", text)
    start, end = sentences_around(excerpt, *place)
    return citation_at(0, text, excerpt.document, start, end, excerpt.page)


def _each(citation: Citation, first: int) -> list[Citation]:
    """A sentence that is several counts as several, and each must stand on the proof by itself."""
    texts = [piece.text for piece in pieces(citation.sentence)]
    texts = texts if " ".join(texts) == citation.sentence else [citation.sentence]
    return [replace(citation, marker=marker, sentence=text) for marker, text in enumerate(texts, first)]


def _too_long(citations: Sequence[Citation], assignment: Assignment) -> list[Problem]:
    length = assignment.plan.length(" ".join(citation.sentence for citation in citations))
    over = length - assignment.plan.limit
    if over <= 0:
        return []
    return [_problem("length", f"{over} characters too long for a limit of {assignment.plan.limit}")]


def _problem(check: str, message: str, words: str = "") -> Problem:
    return Problem(check, message, blocking=True, words=words)
