"""What a fetched thing is: its format by Content-Type and look, and its bytes in a charset that parsers see."""

import codecs
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from index.knowledge import Kind
from ingest.crawl.response import charset_of, media_type
from ingest.decode import decoded
from ingest.errors import Unreadable
from ingest.formats import BEGINNING, fits, guess
from ingest.sources import Format, Source

_OFFICE = "application/vnd.openxmlformats-officedocument"
_BY_TYPE: Mapping[str, Format] = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "application/pdf": Format.PDF,
    "application/x-pdf": Format.PDF,
    "text/markdown": Format.MARKDOWN,
    "text/x-markdown": Format.MARKDOWN,
    "text/plain": Format.TEXT,
    "text/x-rst": Format.TEXT,
    "text/asciidoc": Format.TEXT,
    "text/csv": Format.CSV,
    "application/jsonl": Format.JSONL,
    "application/x-ndjson": Format.JSONL,
    f"{_OFFICE}.wordprocessingml.document": Format.DOCX,
    f"{_OFFICE}.presentationml.presentation": Format.PPTX,
    f"{_OFFICE}.spreadsheetml.sheet": Format.XLSX,
}
_SAY_LITTLE = frozenset(("", "text/plain", "application/octet-stream", "binary/octet-stream"))
_NEVER_READ = re.compile(
    r"\.(jpe?g|png|gif|webp|svg|ico|bmp|tiff?|avif|mp[34]|m4[av]|og[gv]|wav|webm|avi|mov|woff2?|ttf|eot|otf|css|m?js"
    r"|map|zip|gz|tgz|bz2|xz|zst|7z|rar|tar|exe|msi|dmg|apk|deb|rpm|iso|bin|hex|elf|img|uf2|dll|so|jar|whl"
    r"|step|stp|stl|dwg|dxf|brd|sch|rss|atom)",
    re.IGNORECASE,
)
_OF_PAGES = frozenset((Format.HTML_FORUM, Format.QAPAGE))
_OF_TEXT = frozenset((Format.HTML, Format.MARKDOWN, Format.TEXT, Format.CSV, Format.JSONL)) | _OF_PAGES


def worth_asking(address: str) -> bool:
    """False when its suffix says that it is a picture, a program or the like."""
    return not _NEVER_READ.fullmatch(PurePosixPath(urlsplit(address).path).suffix)


def written_as(content_type: str, address: str, body: bytes, kind: Kind) -> Format | None:
    """How it is written, a page of any sort being HTML; None when nobody reads it. `body` may be empty."""
    found = _BY_TYPE.get(media_type(content_type))
    if body.startswith(b"%PDF-"):
        found = Format.PDF
    elif media_type(content_type) in _SAY_LITTLE:
        name = PurePosixPath(unquote(urlsplit(address).path)).name
        found = guess(name, body[:BEGINNING], kind) or found
    return Format.HTML if found in _OF_PAGES else found


def may_be_read(content_type: str, address: str, kind: Kind) -> bool:
    """Whether its body is worth the wait, as far as that can be known without it."""
    unclear = media_type(content_type) in _SAY_LITTLE and worth_asking(address)
    return unclear or written_as(content_type, address, b"", kind) is not None


def read_as(written: Format | None, source: Source) -> Format | None:
    """The format whose parser is to read it for this source, None when the source does not mean it."""
    if written is Format.HTML and source.format in _OF_PAGES:
        return source.format
    if written is Format.HTML and source.format is None and source.kind is Kind.FORUM:
        return Format.QAPAGE
    if source.format is None or fits(source.format, written):
        return source.format or written
    return None


def legible(body: bytes, content_type: str, form: Format) -> bytes:
    """The bytes for the parser, which knows no headers: marked UTF-8 where it would miss what the server says."""
    charset = charset_of(content_type)
    if form not in _OF_TEXT or charset is None:
        return body
    try:
        text = decoded(body, charset)
        return body if decoded(body) == text else codecs.BOM_UTF8 + text.encode()
    except Unreadable:
        return body  # its parser says the same
