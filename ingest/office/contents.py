"""What is read out of an office file, whichever sort it is."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from ingest.blocks import Block

# What the libraries raise for files that are not as they should be; they have no error of their own for that.
DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    ExpatError,
    LookupError,
    NotImplementedError,
    RecursionError,
    struct.error,
    SyntaxError,  # lxml's XMLSyntaxError and ElementTree's ParseError are such
    TypeError,
    ValueError,
    zlib.error,
)


@dataclass(frozen=True)
class Contents:
    """Its title ("" when it has none), its blocks, and what its document's meta should say of it."""

    title: str
    blocks: Sequence[Block]
    meta: Mapping[str, str] = field(default_factory=dict)
    dropped: int = 0  # characters that no reader sees


def counted(**counts: int) -> dict[str, str]:
    """These counts as words for a document's meta; what is 0 is not said."""
    return {name: str(count) for name, count in counts.items() if count}
