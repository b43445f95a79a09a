"""The headings in reStructuredText, AsciiDoc and plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RULE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}")
_FENCE = re.compile(r"(-{4,}|\.{4,}|\+{4,}|/{4,}|={4,}|_{4,}|\*{4,}|`{3,})\w*")  # of blocks of AsciiDoc
_ASCIIDOC = re.compile(r"(={1,6})[ \t]+(\S.*)")
_ASCIIDOC_RULES = "=-~^+"  # below titles of level 1, 2, ...


@dataclass(frozen=True)
class Heading:
    """A heading: where it starts, its level from 1, and its words."""

    start: int
    level: int
    name: str


def underlined(text: str) -> Iterator[Heading]:
    """Lines with a rule below, and perhaps above; the first sort of rule stands below headings of level 1.

    https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#sections
    """
    sorts: list[tuple[str, bool]] = []
    lines = [("", 0), *_lines(text), ("", len(text))]
    for (above, start_above), (line, start), (below, _) in zip(lines, lines[1:], lines[2:], strict=False):
        over = bool(_RULE.fullmatch(above)) and above == below
        if not _is_title(line, below) or not (over or not above) or (line[0].isspace() and not over):
            continue
        sort = (below[0], over)
        if sort not in sorts:
            sorts.append(sort)
        yield Heading(start_above if over else start, sorts.index(sort) + 1, line.strip())


def with_equal_signs(text: str) -> Iterator[Heading]:
    """AsciiDoc's lines such as "== Care", and titles with a rule below; not in its blocks of code and examples.

    https://docs.asciidoctor.org/asciidoc/latest/sections/titles-and-levels/
    """
    fence, above, start_above = "", "", 0
    for line, start in _lines(text):
        if fence:
            fence = "" if line == fence else fence
        elif found := _ASCIIDOC.fullmatch(line):
            yield Heading(start, len(found[1]), found[2])
        elif line[:1] in _ASCIIDOC_RULES and _is_title(above, line) and abs(len(above) - len(line)) < 2:
            yield Heading(start_above, _ASCIIDOC_RULES.index(line[0]) + 1, above)
        elif found := _FENCE.fullmatch(line):
            fence = found[1]
        above, start_above = line, start


def _lines(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for line in text.split("\n"):
        yield line.rstrip(), start
        start += len(line) + 1


def _is_title(line: str, below: str) -> bool:
    rule = _RULE.fullmatch(below)
    return bool(rule and line and not _RULE.fullmatch(line) and len(below) >= len(line))
