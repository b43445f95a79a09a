"""Plain words only: no markup of any platform, nothing hidden, no letters that pose as others."""

import re

from assist.checks.context import Context
from assist.text.characters import heaped_in, hidden_in, mixed_in
from assist.text.plain import MARKUP
from desk.drafts import Problem

_MARKDOWN = re.compile(
    r"!?\[[^\]\n]{0,200}\]\([^)\n]{1,300}\)|```|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|lt|gt|amp|quot);", re.IGNORECASE
)


def check_markup(context: Context) -> list[Problem]:
    """Blocks what would be more than text, or other text than it seems, once it is sent or shown."""
    text = context.draft.text
    marked = [match.group() for pattern in (MARKUP, _MARKDOWN) for match in pattern.finditer(text)]
    found = [
        *((f"markup: {words!r}", words) for words in marked),
        *((f"a hidden character: {one!r}", one) for one in hidden_in(text)),
        *((f"letters of another alphabet or style in {word!r}", word) for word in mixed_in(text)),
        *((f"a heap of accents: {heap!r}", heap if heap in text else "") for heap in heaped_in(text)),
    ]
    return [Problem("markup", f"{what}; take it out", blocking=True, words=words) for what, words in found]
