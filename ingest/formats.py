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
    ".rst": Format.TEXT,
    ".adoc": Format.TEXT,
    ".asciidoc": Format.TEXT,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
}
_OFFICE = {  # what is in one says its content; those from before 2007 are refused, saying what to do
    Format.DOCX: (".docx", ".docm", ".dotx", ".doc"),
    Format.PPTX: (".pptx", ".pptm", ".ppsx", ".potx", ".ppt"),
    Format.XLSX: (".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls"),
}
_BY_SUFFIX |= {suffix: form for form, suffixes in _OFFICE.items() for suffix in suffixes}
_MAY_HOLD_ANYTHING = {"", ".xml", ".json"}
_BEGINNINGS = (
    (re.compile(rb"%PDF-"), Format.PDF),
    (re.compile(rb"PK\x03\x04.*?\bword/", re.DOTALL), Format.DOCX),
    (re.compile(rb"PK\x03\x04.*?\bppt/", re.DOTALL), Format.PPTX),
    (re.compile(rb"PK\x03\x04.*?\bxl/", re.DOTALL), Format.XLSX),
    (re.compile(rb"\s*(<\?xml[^>]*\?>\s*)?<posts[\s>]"), Format.STACKEXCHANGE_DUMP),
    (
        re.compile(
            rb"\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
        ),
        Format.HTML,
    ),
    (re.compile(rb'\s*\{\s*"[^\n]*"text"\s*:'), Format.JSONL),
)
# JSON as the interfaces of forums write it, told by keys that come early in it.
_FORUM_BEGINNINGS = (
    (
        re.compile(rb'\s*\{.*"(?:post_stream|posts_count|actions_summary|archetype)"', re.DOTALL),
        Format.DISCOURSE,
    ),
    (re.compile(rb'\s*\{.{0,300}?"items"\s*:\s*\[', re.DOTALL), Format.STACKEXCHANGE_API),
)
_READ_AS = {
    Format.HTML_FORUM: {Format.HTML},
    Format.MARKDOWN: {Format.MARKDOWN, Format.TEXT},
    Format.QAPAGE: {Format.HTML, Format.HTML_FORUM},
    Format.ASKBOT: {Format.HTML, Format.HTML_FORUM},
}


def told_by_name(name: str) -> bool:
    """Whether the name of a file says its format as well as its beginning would."""
    return PurePath(name).suffix.lower() not in _MAY_HOLD_ANYTHING


def guess(name: str, beginning: bytes, kind: Kind) -> Format | None:
    """The format of a file of this name and beginning in a source of this kind; None for one that nobody reads."""
    suffix = PurePath(name).suffix.lower()
    found = _BY_SUFFIX.get(suffix)
    if beginning.startswith(b"%PDF-") and found:
        found = Format.PDF
    if suffix in _MAY_HOLD_ANYTHING:
        begun = beginning.removeprefix(b"\xef\xbb\xbf")
        beginnings = (*_FORUM_BEGINNINGS, *_BEGINNINGS) if kind is Kind.FORUM else _BEGINNINGS
        found = next((form for pattern, form in beginnings if pattern.match(begun)), None)
    return Format.HTML_FORUM if found is Format.HTML and kind is Kind.FORUM else found


def fits(said: Format, guessed: Format | None) -> bool:
    """Whether a folder whose format is `said` means this file too."""
    return guessed is said or guessed in _READ_AS.get(said, ())
