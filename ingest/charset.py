"""Which charset a page says it is in, by the HTML standard's prescan (https://html.spec.whatwg.org/, 13.2.3.2).

The only module that knows w3lib.encoding.
"""

import re
from collections.abc import Iterator, Mapping

from w3lib.encoding import resolve_encoding

_LOOKED_AT = (
    2**15
)  # bytes; the prescan takes 1024, but a browser turns back for a declaration that comes later
_TAG = re.compile(
    rb"<(?:!--(?:-?>|.*?(?:-->|\Z))|(?P<meta>meta(?=[\s/]))|(?P<other>/?[a-z][^\s>]*)|[!/?][^>]*(?:>|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    rb"""[\s/]*+ (?: (?P<end>>)
      | (?P<name>[^\s/>][^\s/>=]*+) (?=[\s/>=]) \s*+
        (?: (?!=)
          | = \s*+ (?: "(?P<double>[^"]*)" | '(?P<single>[^']*)' | (?!["']) (?P<bare>[^\s>]*+) (?=[\s>]) ) ) )""",
    re.VERBOSE,
)
_IN_CONTENT = re.compile(
    rb"""charset \s* = \s*+ (?: "(?P<double>[^"]*)" | '(?P<single>[^']*)' | (?!["']) (?P<bare>[^\s;]+) )""",
    re.IGNORECASE | re.VERBOSE,
)
_XML = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
_LABEL = re.compile(r"[\w.:-]+", re.ASCII)  # w3lib forgives what is no label
_OF_THE_STANDARD = re.compile(  # Python knows more: "unicode_escape" would make tags out of harmless text
    r"utf-8|utf-16(-[bl]e)?|cp(866|874|932|949|125\d)|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)"
    r"|gb18030|big5hkscs|euc_jp|iso2022_jp"
)


def codec(label: str) -> str | None:
    """Python's codec for what a page or a server calls its charset; None when the standard has no such one."""
    label = label.strip()
    name = resolve_encoding(label) if _LABEL.fullmatch(label) else None
    return name if name and _OF_THE_STANDARD.fullmatch(name) else None


def declared(page: bytes) -> str | None:
    """The codec that the page's own markup names, None when it names none that there is."""
    beginning = page[:_LOOKED_AT]
    in_xml = _XML.match(beginning)
    labels = [*_labels(beginning), *([_value(in_xml)] if in_xml else [])]
    names = (codec(label.decode("latin-1")) for label in labels)
    name = next(filter(None, names), None)
    return (
        "utf-8" if name and name.startswith("utf-16") else name
    )  # it was found in ASCII, so it is not UTF-16


def _labels(page: bytes) -> Iterator[bytes]:
    at = 0
    while found := _TAG.search(page, at):
        at = found.end()
        if found["meta"] or found["other"]:
            said, at = _attributes(page, at)
            if found["meta"] and (label := _label(said)):
                yield label


def _label(said: Mapping[bytes, bytes]) -> bytes | None:
    if b"charset" in said:
        return said[b"charset"]
    found = _IN_CONTENT.search(said.get(b"content", b""))
    return _value(found) if found and said.get(b"http-equiv", b"").lower() == b"content-type" else None


def _attributes(page: bytes, at: int) -> tuple[Mapping[bytes, bytes], int]:
    """Of the tag whose name ends here, and where it ends; none of a tag that does not end."""
    said: dict[bytes, bytes] = {}
    while found := _ATTRIBUTE.match(page, at):
        at = found.end()
        if found["end"]:
            return said, at
        said.setdefault(found["name"].lower(), _value(found))
    return {}, len(page)


def _value(found: re.Match[bytes]) -> bytes:
    """What stands in double, single or no quotes."""
    written = found.groupdict()
    return written["double"] or written["single"] or written.get("bare") or b""
