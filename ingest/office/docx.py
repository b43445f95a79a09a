"""A Word document, rendered by mammoth and read like any HTML page; the only module that knows mammoth."""

from typing import BinaryIO

import mammoth

from ingest.blocks import Role
from ingest.errors import Unreadable
from ingest.html import read_page
from ingest.html_blocks import blocks_of
from ingest.office.contents import Contents
from ingest.office.hidden_runs import without_hidden_runs
from ingest.plain import on_one_line

_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name^='toc '] => !"


def read_docx(file: BinaryIO) -> Contents:
    """Headings, paragraphs, lists, tables and notes; not its comments, deletions, headers and table of contents."""
    shown, dropped = without_hidden_runs(file)
    page = read_page(_rendered(shown))
    blocks = list(blocks_of(page.root))
    headings = (on_one_line(block.text) for block in blocks if block.role is Role.HEADING)
    return Contents(next(headings, ""), blocks, dropped=dropped + page.dropped)


def _rendered(file: BinaryIO) -> str:
    try:
        made = mammoth.convert_to_html(
            file,
            style_map=_STYLES,
            include_embedded_style_map=False,  # with it the file decides what is left out
            external_file_access=False,
            convert_image=lambda _picture: [],
        )
    except OSError as error:
        raise Unreadable(f"it has no main part that can be read: {error}") from error
    html: str = made.value
    return html
