"""Slides through python-pptx, each a page with its title, text, tables and notes; the only module that knows it."""

from collections.abc import Iterator
from math import inf
from typing import Any, BinaryIO

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError

from ingest.blocks import Block, Role
from ingest.errors import Unreadable
from ingest.office.contents import Contents, counted
from ingest.plain import on_one_line
from ingest.tables import Row, table_rows

_ON_EVERY_SLIDE = {
    PP_PLACEHOLDER.DATE,
    PP_PLACEHOLDER.FOOTER,
    PP_PLACEHOLDER.HEADER,
    PP_PLACEHOLDER.SLIDE_NUMBER,
}
_LISTS = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT}
_YES = {"1", "true"}


def read_pptx(file: BinaryIO) -> Contents:
    """The slides that are shown, with their numbers in the file. Raises Unreadable."""
    try:
        deck = _opened(file)
        reader = _Reader(deck.slide_width or inf, deck.slide_height or inf)
        blocks = list(reader.blocks(deck))
    except PythonPptxError as error:
        raise Unreadable(f"it is damaged ({error}); open it and save it again") from error
    title = next((block.text for block in blocks if block.level == 1), "")
    meta = {"slides": str(len(deck.slides)), **counted(hidden_slides=reader.hidden)}
    return Contents(title, blocks, meta, reader.dropped)


def _opened(file: BinaryIO) -> Any:
    try:
        return Presentation(file)
    except ValueError as error:
        raise Unreadable(
            "it cannot be opened as slides; if it is a show or a template, save it as .pptx"
        ) from error


class _Reader:
    """Walks over the slides and counts what is not shown."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.hidden = self.dropped = 0

    def blocks(self, deck: Any) -> Iterator[Block]:
        for number, slide in enumerate(deck.slides, start=1):
            if slide.element.get("show") not in {None, *_YES}:
                self.hidden += 1
            else:
                yield from self._slide(slide, number)

    def _slide(self, slide: Any, number: int) -> Iterator[Block]:
        title = slide.shapes.title
        words = on_one_line(title.text_frame.text) if title is not None else ""
        shapes = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
        body = [
            block for shape in shapes for block in self._shape(shape, number, seen=self._lies_on_it(shape))
        ]
        if words or any(block.text.strip() for block in body):
            yield Block(Role.HEADING, words or f"Slide {number}", 1, number)
            yield from body
            yield from _notes(slide, number)

    def _shape(self, shape: Any, number: int, *, seen: bool) -> Iterator[Block]:
        seen = seen and not _is_hidden(shape)
        if hasattr(shape, "shapes"):  # a group
            for part in shape.shapes:
                yield from self._shape(part, number, seen=seen)
        elif seen:
            yield from _blocks_of(shape, number)
        else:
            self.dropped += sum(len(block.text) for block in _blocks_of(shape, number))

    def _lies_on_it(self, shape: Any) -> bool:
        """Whether some of it lies on the slide; a shape that does not say so lies where its layout has it."""
        if None in (shape.left, shape.width, shape.top, shape.height):
            return True
        beside = shape.left >= self.width or shape.left + shape.width <= 0
        above_or_below = shape.top >= self.height or shape.top + shape.height <= 0
        return not (beside or above_or_below)


def _notes(slide: Any, number: int) -> Iterator[Block]:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if frame is not None and frame.text.strip():
        yield Block(Role.HEADING, "Notes", 2, number)
        yield from _paragraphs(frame, Role.PARAGRAPH, number)


def _blocks_of(shape: Any, number: int) -> Iterator[Block]:
    if shape.has_text_frame and not _stands_on_every_slide(shape):
        yield from _paragraphs(shape.text_frame, _role(shape), number)
    elif shape.has_table:
        for row in table_rows(_grid(shape.table), headed=shape.table.first_row):
            yield Block(Role.ROW, row.text, page=number, row=row)


def _is_hidden(shape: Any) -> bool:
    return bool(set(shape.element.xpath("./*/p:cNvPr/@hidden")) & _YES)


def _stands_on_every_slide(shape: Any) -> bool:
    return shape.is_placeholder and shape.placeholder_format.type in _ON_EVERY_SLIDE


def _role(shape: Any) -> Role:
    listed = shape.is_placeholder and shape.placeholder_format.type in _LISTS
    return Role.ITEM if listed and len(shape.text_frame.paragraphs) > 1 else Role.PARAGRAPH


def _paragraphs(frame: Any, role: Role, number: int) -> Iterator[Block]:
    for paragraph in frame.paragraphs:
        yield Block(role, paragraph.text.replace("\v", "\n"), page=number)


def _grid(table: Any) -> list[Row]:
    """The table's cells row by row; a cell that reaches down stands in each of its rows."""
    cells = [list(row.cells) for row in table.rows]
    texts = [[on_one_line(cell.text) for cell in row] for row in cells]
    for at, row in enumerate(cells):
        for column, cell in enumerate(row):
            if cell.is_merge_origin:
                for below in texts[at + 1 : at + cell.span_height]:
                    below[column] = texts[at][column]
    return [tuple(row) for row in texts]
