"""The words of a quote as they are shown in a reply: without Markdown, bullets, tags and table pipes."""

import html
import re
import unicodedata

_BULLET = re.compile(r"^\s*(?:>+\s*|[-*+•–▪◦]\s+|\(?\d{1,2}[.)]\s+|[a-z]\)\s+|#{1,6}\s+)+")
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\s]{0,500}[^)\n]{0,100}\)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\](?:\([^)\n]{0,500}\)|\[[^\]\n]{0,100}\])")
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,500})>")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|___|__|(?<!\w)_|~~)(?=\S)([^*\n]{1,500}?)(?<=\S)\1(?!\w)")
_CODE = re.compile(r"`{1,3}([^`\n]{1,300})`{1,3}")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~-])")
# What is more than words once it is sent or shown: HTML, and Slack's ways of calling people and linking.
MARKUP = re.compile(r"<[!@#][^<>\n]{0,200}>|<https?://[^<>\n]{0,500}>|</?[a-zA-Z][^<>\n]{0,200}>|<!--")
_CLOSING = ".!?…。！？:"


def plain(quote: str) -> str:
    """The sentence that a quote says; the same quote always gives the same one."""
    text = _PICTURE.sub("", _BULLET.sub("", _COMMENT.sub(" ", quote)))
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text))
    text = _unmarked(html.unescape(_TAG.sub(" ", text)))
    if " | " in text or text.count("|") >= 2:
        text = _row(text)
    return _finished(" ".join(unicodedata.normalize("NFC", _printable(text)).split()))


def _unmarked(text: str) -> str:
    for _ in range(2):  # emphasis may stand within emphasis
        text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", _CODE.sub(r"\1", text)).replace("**", "")


def _row(text: str) -> str:
    """`| Weight | 10.4 kg |` reads `Weight: 10.4 kg`, `E17 | Meaning: blocked` reads `E17 (Meaning: blocked)`."""
    cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
    first, *rest = [cell for cell in cells if any(map(str.isalnum, cell))] or [""]
    if any(": " in cell for cell in rest):
        return f"{first} ({'; '.join(rest)})"
    return f"{first}: {', '.join(rest)}" if rest else first


def _printable(text: str) -> str:
    return "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)


def _finished(sentence: str) -> str:
    """With a capital at the start and a stop at the end."""
    sentence = sentence.lstrip("?!.,;:)]} ")
    if not sentence:
        return ""
    first = sentence.split(maxsplit=1)[0]
    if first.isalpha() and first.islower():
        sentence = sentence[0].upper() + sentence[1:]
    closed = sentence.rstrip("\"'”’)]").endswith(tuple(_CLOSING))
    return sentence if closed else f"{sentence.rstrip(',;:- ')}."
