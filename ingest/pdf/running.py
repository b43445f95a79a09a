"""Running headers and footers of a PDF: lines that its pages repeat at their edges."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.pdf.lines import Line
from ingest.pdf.tables import is_header

Pages = Sequence[Sequence[Line]]

_NUMBER = re.compile(r"[0-9]{1,9}")
_EDGE = 4  # lines at the top and at the bottom of a page
_EDGE_OF_TWO = 1  # where there are but two pages: two alike lines may well be chance


def without_running_lines(pages: Pages) -> list[list[Line]]:
    """The lines of each page, but for those that half of the pages repeat at their top or bottom."""
    edges = [_edges(lines, _EDGE if len(pages) > 2 else _EDGE_OF_TWO) for lines in pages]
    shapes = Counter(
        shape for page, lines in enumerate(edges) for line in lines for shape in _shapes(line, page)
    )
    often = {shape for shape, times in shapes.items() if times >= max(min(3, len(pages)), len(pages) / 2, 2)}
    running = [{line for line in lines if _shapes(line, page) & often} for page, lines in enumerate(edges)]
    return [
        [line for line in lines if line not in known] for lines, known in zip(pages, running, strict=True)
    ]


def _edges(lines: Sequence[Line], depth: int) -> list[Line]:
    """The outermost lines, but not the header of a table that goes on from the page before."""
    in_order = sorted(lines, key=lambda line: -line.bottom)
    outermost = in_order if len(in_order) <= 2 * depth else [*in_order[:depth], *in_order[-depth:]]
    return [line for line in outermost if not is_header(line)]


def _shapes(line: Line, page: int) -> set[str]:
    """How the line may look on other pages: the same, or with one number that counts the pages."""
    text = line.text
    counting = (
        f"{text[: found.start()]}#{int(found.group()) - page}{text[found.end() :]}"
        for found in _NUMBER.finditer(text)
    )
    return {text, *counting}
