"""Which format a file is in, by its name and how it begins."""

import re
from pathlib import PurePath

from index.knowledge import Kind
from ingest.sources import Format

BEGINNING = 1024  # bytes that are looked at

_BY_SUFFIX = {
    ".pdf": Format.PDF,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
}
_MAY_HOLD_ANYTHING = {"", ".xml", ".json"}
_BEGINNINGS = (
    (re.compile(rb"%PDF-"), Format.PDF),
    (re.compile(rb"\s*(<\?xml[^>]*\?>\s*)?<posts[\s>]"), Format.STACKEXCHANGE_DUMP),
    (
        re.compile(
            rb"\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
        ),
        Format.HTML,
    ),
    (re.compile(rb'\s*\{\s*"[^\n]*"text"\s*:'), Format.JSONL),
)
_READ_AS = {Format.HTML_FORUM: {Format.HTML}, Format.MARKDOWN: {Format.MARKDOWN, Format.TEXT}}


def guess(name: str, beginning: bytes, kind: Kind) -> Format | None:
    """The format of a file of this name and beginning in a source of this kind; None for one that nobody reads."""
    suffix = PurePath(name).suffix.lower()
    found = _BY_SUFFIX.get(suffix)
    if beginning.startswith(b"%PDF-") and found:
        found = Format.PDF
    if suffix in _MAY_HOLD_ANYTHING:
        begun = beginning.removeprefix(b"\xef\xbb\xbf")
        found = next((form for pattern, form in _BEGINNINGS if pattern.match(begun)), None)
    return Format.HTML_FORUM if found is Format.HTML and kind is Kind.FORUM else found


def fits(said: Format, guessed: Format | None) -> bool:
    """Whether a folder whose format is `said` means this file too."""
    return guessed is said or guessed in _READ_AS.get(said, ())
