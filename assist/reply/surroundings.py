"""Where the quote of a citation stands: the words around it, and whether they still hold. Pure."""

from dataclasses import dataclass

from desk.drafts import Citation
from index.knowledge import Audience, Document

AROUND = 700  # characters on each side


@dataclass(frozen=True)
class Surroundings:
    """A quote in its document: `before + quote + after` stands there as it is."""

    title: str
    url: str | None
    version: int
    page: int | None
    audience: Audience
    before: str
    quote: str
    after: str
    newest_version: int | None  # None when the document was withdrawn
    still_there: bool  # the newest version has the quote, word for word

    @property
    def changed(self) -> bool:
        """True when there is a newer version of the document."""
        return self.newest_version is not None and self.newest_version != self.version


def surroundings_of(citation: Citation, cited: Document, newest: Document | None) -> Surroundings:
    """`cited` is the version that was quoted, `newest` the one that is searched now (None: withdrawn)."""
    return Surroundings(
        title=cited.title,
        url=cited.url,
        version=citation.document_version,
        page=citation.page,
        audience=cited.audience,
        before=_tail(cited.text[: citation.start]),
        quote=cited.text[citation.start : citation.end],
        after=_head(cited.text[citation.end :]),
        newest_version=newest.version if newest else None,
        still_there=newest is not None and citation.quote in newest.text,
    )


def _tail(text: str) -> str:
    """The end of a long text, from the beginning of a word."""
    return text if len(text) <= AROUND else "… " + text[-AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    """The beginning of a long text, up to the end of a word."""
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"
