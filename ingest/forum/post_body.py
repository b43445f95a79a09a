"""What the author of a post wrote: its HTML without the words of others that forums repeat in it."""

import re
from dataclasses import dataclass
from html import unescape

from ingest.blocks import Block, Role
from ingest.html import Element, read_page, remove
from ingest.html_blocks import blocks_of

# How forum software marks what a post only repeats (Discourse, phpBB, XenForo, vBulletin, SMF, MyBB, Drupal, mail) ...
_QUOTES = (
    "aside.quote, blockquote.quote, div.quote, .quote-msg, .bbcode_quote, .bbCodeBlock--quote, blockquote.mycode_quote,"
    " .bbc_standard_quote, .quoteheader, blockquote:has(cite), .gmail_quote, details.elided"
)
# ... what stands below each post of the same author, and captions of pictures.
_TRIMMINGS = ".signature, .post-signature, .message-signature, .user-signature, .lightbox-wrapper .meta"
_BBCODE_QUOTE = re.compile(r"(\[/?quote\b[^\[\]]{0,200}\])", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|br|div|span|[ou]l|li|pre|code|a|b|i|em|strong|blockquote|h[1-6]|img|table|t[rdh])\b[^<>]{0,2000}>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Body:
    """A post in blocks; `unseen` counts the characters that no reader of the forum sees."""

    blocks: tuple[Block, ...]
    unseen: int = 0

    @property
    def text(self) -> str:
        """Its words, block by block."""
        return "\n".join(block.text for block in self.blocks)


def body_of(written: str) -> Body:
    """The body of a post that was written as HTML, or as plain text. Raises Unreadable."""
    own = _without_bbcode_quotes(written)
    if not _TAG.search(own):
        paragraphs = re.split(r"\n\s*\n", unescape(own))
        return Body(tuple(Block(Role.PARAGRAPH, text) for text in paragraphs if text.strip()))
    page = read_page(own)
    return Body(body_in(page.root).blocks, page.dropped)


def body_in(element: Element) -> Body:
    """The body of a post that is an element of a page, which loses its quotes by this."""
    remove(element, f"{_QUOTES}, {_TRIMMINGS}")
    return Body(tuple(blocks_of(element)))


def _without_bbcode_quotes(written: str) -> str:
    """The text without [quote]...[/quote]; a bracket that has no partner stays."""
    parts: list[str] = []
    opened: list[int] = []
    for part in _BBCODE_QUOTE.split(written):
        if not _BBCODE_QUOTE.fullmatch(part):
            parts.append(part)
        elif not part.startswith("[/"):
            opened.append(len(parts))
            parts.append(part)
        elif opened:
            del parts[opened.pop() :]
        else:
            parts.append(part)
    return "".join(parts)
