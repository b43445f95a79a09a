"""Lines of a PDF's pages to blocks: headings, paragraphs, items and rows of tables."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ingest.blocks import Block, Role
from ingest.pdf.lines import Line
from ingest.pdf.running import Pages, without_running_lines
from ingest.pdf.tables import Columns, is_continued, rows_of_table
from ingest.tables import TableRow

_BULLET = re.compile(r"^(?:[•●▪■◦○‣∙·\uf020-\uf0ff]|[-–—] )\s*(?=\S)")  # U+F0xx: Symbol and Wingdings
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s|^\d{1,2}(?:\.\d{1,2})+\s+[A-Z][a-z]{2}")
_BROKEN_WORD = "\x02\xad\ufffe"  # what PDFium makes of a hyphen at the end of a line
_LEADERS = re.compile(r"(?:[.…_] ?){5,}")
_LONGEST_HEADING = 90  # characters
_LARGER = 1.12  # times the size of most text
_DEEPEST_BY_SIZE = 3
_NEXT_LINE = 1.0  # of the letter height: a wider gap between lines starts a paragraph
_FULL_LINE = 0.8  # of the widest line of its paragraph: a shorter line ends it


def blocks_of_pages(pages: Pages) -> Iterator[Block]:
    """The text of all pages in order, each block with its page; lines repeated on most pages are left out.

    A table that goes on at the top of the next page keeps the names of its columns.
    """
    levels = _Levels(pages)
    columns: Columns = ()
    for number, lines in enumerate(without_running_lines(pages), start=1):
        for heading, group in groupby(lines, key=levels.of):
            run = [line for line in group if any(map(str.isalnum, line.text))]
            if heading:
                yield from _headings(run, heading, number)
            for tabular, part in () if heading else _runs(run):
                rows, columns = rows_of_table(part, columns) if tabular else ([], ())
                yield from _table(rows, number) if tabular else _prose(part, number)
            columns = () if heading else columns


class _Levels:
    """Which lines are headings, and of what level: by larger letters, or bold ones where most are not."""

    def __init__(self, pages: Pages) -> None:
        sizes: Counter[float] = Counter()
        for line in (line for lines in pages for line in lines):
            sizes[round(line.size, 1)] += len(line.text)
        self.common = sizes.most_common(1)[0][0] if sizes else 0.0
        larger = sorted({size for size in sizes if size >= self.common * _LARGER}, reverse=True)
        self.by_size = {size: min(rank, _DEEPEST_BY_SIZE) for rank, size in enumerate(larger, start=1)}

    def of(self, line: Line) -> int:
        """The level from 1, 0 for what is no heading."""
        if len(line.cells) > 1 or not _reads_like_a_heading(line.text):
            return 0
        level = self.by_size.get(round(line.size, 1), 0)
        return level or (_DEEPEST_BY_SIZE + 1 if line.bold and line.size > 0.9 * self.common else 0)


def _reads_like_a_heading(text: str) -> bool:
    wordy = sum(map(str.isalpha, text)) >= max(3, len(text) / 2)
    return wordy and len(text) <= _LONGEST_HEADING and text[-1] not in ".,;:" and not _BULLET.match(text)


def _headings(lines: Sequence[Line], level: int, page: int) -> Iterator[Block]:
    """Lines of one level that stand close together are one heading."""
    for paragraph in _paragraphs(lines):
        yield Block(Role.HEADING, " ".join(line.text for line in paragraph), level, page)


def _table(rows: Sequence[TableRow], page: int) -> Iterator[Block]:
    return (Block(Role.ROW, _LEADERS.sub("… ", row.text), page=page, row=row) for row in rows)


def _prose(lines: Sequence[Line], page: int) -> Iterator[Block]:
    return (_paragraph(paragraph, page) for paragraph in _paragraphs(lines))


def _runs(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Tables and what is none, in turn. A line below a table's later columns belongs to the table."""
    tabular, run = False, list[Line]()
    for line in lines:
        belongs = len(line.cells) > 1 and not _BULLET.match(line.text)
        belongs = belongs or (tabular and is_continued(run[-1], line))
        if run and belongs is not tabular:
            yield tabular, run
            run = []
        tabular = belongs
        run.append(line)
    if run:
        yield tabular, run


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not _goes_on(paragraph, line):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _goes_on(paragraph: Sequence[Line], line: Line) -> bool:
    last = paragraph[-1]
    gap = last.bottom - line.bottom - line.size
    close = -last.size < gap < _NEXT_LINE * min(last.size, line.size) and abs(last.size - line.size) < 1
    return close and not _BULLET.match(line.text) and not _NUMBERED.match(line.text)


def _paragraph(lines: Sequence[Line], page: int) -> Block:
    text = _LEADERS.sub("… ", "".join(_joined(lines)))
    if bullet := _BULLET.match(text):
        return Block(Role.ITEM, text[bullet.end() :], page=page)
    return Block(Role.PARAGRAPH, text, page=page)


def _joined(lines: Sequence[Line]) -> Iterator[str]:
    """A full line flows into the next one; a short one keeps its end."""
    left = min(line.cells[0].left for line in lines)
    full = _FULL_LINE * (max(line.right for line in lines) - left)
    for line, following in pairwise(lines):
        yield line.text.rstrip(_BROKEN_WORD)
        if line.text[-1] not in f"{_BROKEN_WORD}-":
            yield " " if line.right - left >= full or following.text[:1].islower() else "\n"
    yield lines[-1].text
