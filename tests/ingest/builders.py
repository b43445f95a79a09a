"""Sources, parsed files and small PDFs, with everything filled in."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from fpdf import FPDF

from index.knowledge import Audience, Kind
from ingest.parsed import Outcome, Parsed
from ingest.parsers import PARSERS
from ingest.sources import Format, Selectors, Source

DATA = Path(__file__).parent.parent / "data" / "ingest"

OLD_FORUM = Selectors(
    post=".node > .comment, #comments .comment",
    body=".content",
    title=".node h3.title",
    author=".submitted a",
    date=".submitted",
    anchor="a[id^=comment-]",
    skip=".forum-topic-navigation",
)
COMMUNITY = Selectors(
    post="article.post", body=".said", author=".who", date="time", accepted=".solution", anchor="[id^=post-]"
)


def a_source(
    location: Path | str = "nowhere",
    *,
    name: str = "sheets",
    kind: Kind = Kind.DATA_SHEET,
    audience: Audience = Audience.PUBLIC,
    format: Format | None = None,
    products: tuple[str, ...] = (),
    owner: str | None = None,
    unaccepted: bool = False,
    selectors: Selectors | None = None,
    site: str | None = None,
) -> Source:
    """A public source of data sheets."""
    return Source(name, kind, str(location), audience, format, products, owner, unaccepted, selectors, site)


def outcomes(
    form: Format, content: bytes | str | Path, source: Source | None = None, key: str = "w3"
) -> list[Outcome]:
    """All that the parser of this format finds."""
    if isinstance(content, Path):
        content = content.read_bytes()
    data = content.encode() if isinstance(content, str) else content
    return list(PARSERS[form](BytesIO(data), source or a_source(), key))


def parsed(
    form: Format, content: bytes | str | Path, source: Source | None = None, key: str = "w3"
) -> Parsed:
    """The one document that the parser of this format finds."""
    (outcome,) = outcomes(form, content, source, key)
    assert isinstance(outcome, Parsed)
    return outcome


def heading_at(document: Parsed, words: str) -> tuple[str, ...]:
    """The headings above these words."""
    at = document.text.index(words)
    return next((section.heading for section in reversed(document.sections) if section.start <= at), ())


def page_at(document: Parsed, words: str) -> int:
    """The page these words are on."""
    at = document.text.index(words)
    return sum(start <= at for start in document.pages)


class Sheet:
    """A PDF in the making."""

    def __init__(self) -> None:
        self.pdf = FPDF(format="A4")
        self.pdf.set_auto_page_break(False)

    def page(self, *, header: str = "") -> "Sheet":
        self.pdf.add_page()
        return self.line(header, size=8) if header else self

    def line(self, text: str, *, size: int = 10, bold: bool = False, y: float | None = None) -> "Sheet":
        self.pdf.set_font("helvetica", "B" if bold else "", size)
        if y is not None:
            self.pdf.set_y(y)
        self.pdf.cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
        return self

    def gap(self, height: float = 6) -> "Sheet":
        self.pdf.ln(height)
        return self

    def row(
        self, cells: Sequence[str], *, bold: bool = False, at: Sequence[float] = (10, 90, 110, 130, 150)
    ) -> "Sheet":
        self.pdf.set_font("helvetica", "B" if bold else "", 10)
        y = self.pdf.get_y()
        for x, cell in zip(at, cells, strict=False):
            self.pdf.text(x, y + 4, cell)
        self.pdf.set_y(y + 6)
        return self

    def bytes(self) -> bytes:
        return bytes(self.pdf.output())


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def rows(*ids: str, text: str = "words") -> str:
    return "".join(json.dumps({"_id": row, "title": row, "text": f"{text} {row}"}) + "\n" for row in ids)
