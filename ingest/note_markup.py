"""What a person typed as Markdown that shows exactly these words: its lines and lists stay, nothing else is markup."""

import re
from collections.abc import Iterable, Iterator

from ingest.plain import on_one_line, plain

_MARKS = re.compile(r"[\\`*_\[\]<>&|~#]")
_START = re.compile(r"\d{1,9}(?=[.)](?:\s|$))|(?=[-+=])")  # of a list, a rule or an underline
_DASH = re.compile(r"[-*•+]\s+(?=\S)")
_NUMBER = re.compile(r"([1-9]\d{0,2})[.)]\s+(?=\S)")


def literal(text: str) -> str:
    """One line that CommonMark renders as it stands. A brace could name a heading (`{#top}`), so it is an entity."""
    line = _MARKS.sub(r"\\\g<0>", on_one_line(plain(text).text)).replace("{", "&#123;")
    if start := _START.match(line):
        line = f"{line[: start.end()]}\\{line[start.end() :]}"
    return line


def literal_lines(text: str) -> str:
    """Paragraphs and lists. A line that begins in small letters goes on with the sentence of the line before it."""
    written, in_list = "", False
    for item, line in _blocks(_joined(plain(text).text.split("\n"))):
        glue = "\n" if item and in_list else "\n\n"
        written += f"{glue}{line}" if written else line
        in_list = item
    return written


def _joined(lines: Iterable[str]) -> list[str]:
    joined: list[str] = []
    last = ""
    for line in map(on_one_line, lines):
        if line and _goes_on(last, line):
            joined[-1] += f" {line}"
        elif line:
            joined.append(line)
        last = line
    return joined


def _goes_on(last: str, line: str) -> bool:
    return line[0].islower() and any(map(str.isalnum, last)) and not last.endswith((".", "!", "?", ":"))


def _blocks(lines: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """Whether it is an item of a list, and its Markdown. Numbers that do not count on would change in a list."""
    last = None
    for line in lines:
        dash, number = _DASH.match(line), _NUMBER.match(line)
        if dash:
            last = None
            yield True, f"- {literal(line[dash.end() :])}"
        elif number and last in (None, int(number[1]) - 1):
            last = int(number[1])
            yield True, f"{last}. {literal(line[number.end() :])}"
        else:
            last = None
            yield False, literal(line)
