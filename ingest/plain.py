"""Text without what a reader cannot see: control, zero-width and direction characters go, the rest becomes NFC."""

import re
import unicodedata
from dataclasses import dataclass

# Joiners shape emoji and many scripts, so they go only after Latin letters, where they can but hide something.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e01ef]"
    "|(?<![^\x00-\u024f])[\u200c\u200d]+"
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NEWLINES = re.compile("\r\n?|\x0b|\x0c|\x85|[\u2028\u2029]")
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


@dataclass(frozen=True)
class Plain:
    """Clean text, and how many invisible characters were taken out of it."""

    text: str
    dropped: int


def plain(text: str) -> Plain:
    """The text in NFC with plain newlines and without invisible characters."""
    lines = _NEWLINES.sub("\n", text)
    visible, dropped = _INVISIBLE.subn("", lines)
    return Plain(unicodedata.normalize("NFC", visible), dropped)


def storable(text: str) -> str:
    """The text as it stands, but for NUL and lone surrogates, which no store takes."""
    return _UNSTORABLE.sub("", text)


def on_one_line(text: str) -> str:
    """The words of the text with one space between them."""
    return " ".join(text.split())


def narrow(text: str) -> str:
    """The text with each run of blanks made one space, its lines kept."""
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
