"""The HTML of a Mastodon post as plain text, for people and for checks; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

_APART = frozenset({"p", "div", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_BEFORE = {"li": "\n- ", "br": "\n", **dict.fromkeys(_APART, "\n\n")}
_AFTER = dict.fromkeys(_APART, "\n\n")
_UNSEEN = frozenset({"script", "style", "template", "head", "title"})
_NAMES = frozenset({"mention", "hashtag"})  # what an address behind them says is said by their text
_STANDS_FOR_A_QUOTE = (
    "quote-inline"  # a line for readers that know no quotes; the quote itself comes beside it
)
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text_of(content: str) -> str:
    """The text as it is read: paragraphs apart, line breaks kept, hidden addresses behind links shown."""
    readable = _NO_XML.sub("", content)
    if not readable.strip():
        return ""
    # Without a tree: a stranger decides how deep the tags are nested, and trees end at some depth.
    parser = etree.HTMLParser(target=_Reader(), huge_tree=True)  # type: ignore[arg-type]  # of text, it gives text
    return re.sub(r"\n{3,}", "\n\n", str(etree.fromstring(readable, parser))).strip()


@dataclass
class _Reader:
    """Takes tags and text as they come."""

    pieces: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)  # open tags, from one on that is not shown
    link: tuple[str, int] | None = None  # where the open link leads, and where its text begins in `pieces`

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        classes = frozenset(attributes.get("class", "").split())
        if self.unseen or tag in _UNSEEN or _STANDS_FOR_A_QUOTE in classes:
            self.unseen.append(tag)
            return
        self.pieces.append(_BEFORE.get(tag, ""))
        href = attributes.get("href", "")
        if tag == "a" and href.startswith(("https://", "http://")) and not _NAMES & classes:
            self.link = (href, len(self.pieces))

    def data(self, text: str) -> None:
        if not self.unseen:
            self.pieces.append(text)

    def end(self, tag: str) -> None:
        if self.unseen:
            self.unseen.pop()
            return
        if tag == "a" and self.link is not None:
            self.pieces.append(self._address(*self.link))
            self.link = None
        self.pieces.append(_AFTER.get(tag, ""))

    def close(self) -> str:
        return "".join(self.pieces)

    def _address(self, href: str, begin: int) -> str:
        """Where a link leads, unless its text says so: `click here` may lead anywhere."""
        return "" if "".join(self.pieces[begin:]).strip() == href else f" ({href})"
