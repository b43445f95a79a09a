"""Bytes of a text file to text: by byte order mark, as UTF-8 if it is that, as declared, else as Windows-1252."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_.:-]{2,40})""")
_DECLARED_WITHIN = 2048  # bytes; browsers look at the first 1024


def decoded(data: bytes) -> str:
    """The text, always: bytes that fit nothing become the replacement character."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    declared = _declared(data)
    # ISO-2022 is written in ASCII bytes, so it would pass for UTF-8; what else passes for UTF-8 is UTF-8.
    order = (declared, "utf-8") if declared.startswith("iso-2022") else ("utf-8", declared)
    for encoding in order:
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    name = found.group(1).decode("ascii").lower() if found else "utf-8"
    if name.startswith(("utf-7", "utf-16")):  # a page cannot say so in ASCII and mean it
        return "utf-8"
    return "cp1252" if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else name
