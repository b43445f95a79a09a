"""The parts of a forum thread: who asks, who answers, and which reply solved it."""

import re
from functools import lru_cache

from assist.text.sentences import Piece, pieces
from index.knowledge import Kind

# Forum documents head their posts so (ingest does, and archives do); a corpus of JSON lines adds a colon.
_ASKER = re.compile(r"^Question(?: by .{1,80})?:?\s*$", re.MULTILINE)
_SOLUTION = re.compile(r"^(?:Accepted solution|Solution)(?: by .{1,80})?:?\s*$", re.MULTILINE)
_ANSWERER = re.compile(
    r"^(?:Accepted solution|Solution|Answer|Reply|Correction)(?: \d+)?(?: by .{1,80})?:?\s*$", re.MULTILINE
)


@lru_cache(maxsize=64)
def answering(text: str, kind: Kind) -> tuple[Piece, ...]:
    """The pieces of a document; of a forum thread only those that answer, not those that ask."""
    if kind is not Kind.FORUM:
        return tuple(pieces(text))
    asked, answered = _ASKER.search(text), _ANSWERER.search(text)
    if answered is None:
        return () if asked else tuple(pieces(text))
    return tuple(piece for piece in pieces(text, answered.end()) if not _ANSWERER.match(piece.text))


def is_solved(text: str) -> bool:
    """True for a forum thread that says which reply solved it."""
    return _SOLUTION.search(text) is not None
