"""What became of the words that a reply relied on."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from assist.text.plain import plain
from assist.text.sentences import pieces
from desk.drafts import Citation, Draft
from index.knowledge import Document, DocumentId

Look = Callable[[DocumentId], Document | None]  # the current version, withdrawn or not; None: never heard of
_ALIKE = 0.5  # of a sentence, to count as what the quoted one became


class Since(Enum):
    """How a quoted document stands to its quote by now."""

    SAME = "still says so"
    OTHERWISE = "says otherwise"
    GONE = "no longer says it"
    WITHDRAWN = "was withdrawn"
    UNKNOWN = "is not in this knowledge"


@dataclass(frozen=True)
class Standing:
    """A citation and what its document says by now; `now` is the sentence nearest to the quote, where it differs."""

    citation: Citation
    since: Since
    version: int | None = None  # the current one
    now: str | None = None


def standings(draft: Draft, current: Look, document_id: str | None = None) -> list[Standing]:
    """One for each citation (of this document; None: of all), in their order."""
    return [
        _standing(citation, current(DocumentId(citation.document_id)))
        for citation in draft.citations
        if document_id in {None, citation.document_id}
    ]


def relies_on_what_is_gone(draft: Draft, current: Look, document_id: str) -> bool:
    """Whether a quote of this document does not hold any more; quick, whatever the size of the document."""
    cited = (citation for citation in draft.citations if citation.document_id == document_id)
    return any(_since(one, current(DocumentId(document_id))) is not Since.SAME for one in cited)


def _standing(citation: Citation, now: Document | None) -> Standing:
    since = _since(citation, now)
    nearest = _nearest(citation.quote, now) if now is not None and since is Since.GONE else None
    return Standing(citation, Since.OTHERWISE if nearest else since, now.version if now else None, nearest)


def _since(citation: Citation, now: Document | None) -> Since:
    if now is None:
        return Since.UNKNOWN
    if now.withdrawn_at is not None:
        return Since.WITHDRAWN
    same = now.version == citation.document_version or citation.quote in now.text
    return Since.SAME if same else Since.GONE


def _nearest(quote: str, now: Document) -> str | None:
    """The sentence of the document that is most like the quote; None when none is like it."""
    matcher, best, likeness = SequenceMatcher(autojunk=False), None, _ALIKE
    matcher.set_seq2(plain(quote))
    for piece in pieces(now.text):
        matcher.set_seq1(plain(piece.text))
        if matcher.real_quick_ratio() > likeness and matcher.quick_ratio() > likeness:
            ratio = matcher.ratio()
            if ratio > likeness:
                best, likeness = plain(piece.text), ratio
    return best
