"""Each question of a message by itself: "how do I pair it and how long does it charge?" are two."""

import re
from collections.abc import Sequence

from assist.text.phrases import RHETORICAL
from assist.text.words import content_stems
from assist.understanding.question import asks

_AGAIN = re.compile(
    r"(?:\s*[,;–-]\s*(?:and|or|also)?|\s+(?:and|or|also))\s+"
    r"(?=(?:how|what|when|where|why|which|who|can|could|does|do|is|are|will|should|would)\s+(?:\w+['’]?\w*\s+)?\w)"
    r"|(?<=\w),(?=(?:do|does|can|is|are|how|what) \w)",
    re.IGNORECASE,
)
_ENOUGH = 2  # words with a meaning beside "are you serious": fewer ask nothing
_MOST = 10  # questions: who asks more gets an answer to the first ones


def questions_in(sentences: Sequence[str]) -> tuple[str, ...]:
    """The questions among the sentences, in their order; none that only vents."""
    asked = (part for sentence in sentences if asks(sentence) for part in _parts(sentence))
    return tuple(dict.fromkeys(part for part in asked if not _vents(part)))[:_MOST]


def _parts(sentence: str) -> list[str]:
    """The questions that one sentence strings together; the sentence itself unless each says something."""
    parts = [part.strip() for part in _AGAIN.split(sentence)]
    whole = all(asks(part) and content_stems(part) for part in parts)
    return [_marked(part) for part in parts] if len(parts) > 1 and whole else [sentence]


def _marked(part: str) -> str:
    return part if part.endswith("?") else f"{part.rstrip(',;. ')}?"


def _vents(question: str) -> bool:
    found = RHETORICAL.search(question)
    return found is not None and len(content_stems(question.replace(found.group(), " "))) < _ENOUGH
