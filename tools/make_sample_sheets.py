"""Draw the PDF data sheets of the packaged sample: python tools/make_sample_sheets.py [FOLDER]

The same words give the same bytes, so that a second run leaves nothing to commit.
"""

import sys
from datetime import UTC, datetime, time
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace
from sample_sheets.cv_8 import CV_8
from sample_sheets.fb_20 import FB_20
from sample_sheets.hr_200 import HR_200
from sample_sheets.sheet import RATINGS, SIGNALS, VALUES, Row, Section, Sheet, Table
from sample_sheets.ws_4 import WS_4

SHEETS = (FB_20, WS_4, HR_200, CV_8)
FOLDER = Path(__file__).resolve().parents[1] / "app" / "sample" / "sheets"

FONT = "Helvetica"
INK = (35, 41, 48)
ACCENT = (0, 94, 99)
PALE = (230, 240, 240)
WIDTHS: dict[Row, tuple[int, ...]] = {RATINGS: (46, 13, 13, 13, 15), VALUES: (40, 60), SIGNALS: (24, 34, 42)}


class Paper(FPDF):
    """A4 with the running head and foot of a Fennby sheet; fpdf2 calls `header` and `footer` on each page."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(format="A4")
        self.sheet = sheet
        self.set_margins(20, 18, 20)
        self.set_auto_page_break(True, margin=22)
        self.set_title(f"Fennby {sheet.model} {sheet.product}: data sheet")
        self.set_author("Fennby")
        self.set_producer("Fennby")  # the default names the version of fpdf2, which would change the bytes
        self.set_creation_date(datetime.combine(sheet.issued, time(9), UTC))
        self.set_lang("en-GB")

    def header(self) -> None:
        """Model and revision."""
        self.set_font(FONT, size=8)
        self.set_text_color(*ACCENT)
        self.cell(85, 5, f"Fennby {self.sheet.model} data sheet")
        self.cell(0, 5, f"Revision {self.sheet.revision}", align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(5)

    def footer(self) -> None:
        """Page of pages."""
        self.set_y(-15)
        self.set_font(FONT, size=8)
        self.set_text_color(*ACCENT)
        self.cell(85, 5, "Subject to change. www.fennby.example")
        self.cell(0, 5, f"Page {self.page_no()} of {{nb}}", align="R")


def draw(sheet: Sheet) -> bytes:
    """The sheet as a PDF file."""
    paper = Paper(sheet)
    paper.add_page()
    draw_title(paper, sheet)
    for number, section in enumerate(sheet.sections, start=1):
        draw_section(paper, number, section)
    return bytes(paper.output())


def draw_title(paper: Paper, sheet: Sheet) -> None:
    """Name, revision and summary."""
    paper.set_text_color(*ACCENT)
    paper.set_font(FONT, "B", 20)
    write_block(paper, f"{sheet.model} {sheet.product}", line_mm=9)
    paper.set_text_color(*INK)
    paper.set_font(FONT, size=9)
    write_block(
        paper, f"Data sheet, revision {sheet.revision}, {sheet.issued.day} {sheet.issued:%B %Y}", line_mm=6
    )
    paper.ln(2)
    paper.set_font(FONT, size=11)
    write_block(paper, sheet.summary, line_mm=5.5)


def draw_section(paper: Paper, number: int, section: Section) -> None:
    """A numbered heading with its paragraphs and tables; it also becomes a bookmark."""
    if paper.will_page_break(45):  # a heading should not stand alone at the foot of a page
        paper.add_page()
    paper.ln(4)
    paper.set_text_color(*ACCENT)
    paper.set_font(FONT, "B", 13)
    paper.start_section(section.heading)
    write_block(paper, f"{number} {section.heading}", line_mm=8)
    paper.set_text_color(*INK)
    paper.set_font(FONT, size=10)
    for paragraph in section.paragraphs:
        write_block(paper, paragraph, line_mm=5)
        paper.ln(1.5)
    for table in section.tables:
        draw_table(paper, table)


def draw_table(paper: Paper, table: Table) -> None:
    """A caption and a table, kept on one page."""
    if paper.will_page_break(6 * (len(table.rows) + 2)):
        paper.add_page()
    paper.set_text_color(*INK)
    paper.set_font(FONT, "B", 9)
    write_block(paper, table.caption, line_mm=6)
    paper.set_font(FONT, size=9)
    paper.set_draw_color(*ACCENT)
    with paper.table(
        rows=(table.columns, *table.rows),
        col_widths=WIDTHS[table.columns],
        text_align="LEFT",
        line_height=5,
        padding=(0.5, 1.5),
        headings_style=FontFace(emphasis="BOLD", fill_color=PALE),
    ):
        pass  # fpdf2 draws the table when the block ends
    paper.ln(3)


def write_block(paper: Paper, text: str, line_mm: float) -> None:
    """Wrapped text over the full width; the next thing starts below it."""
    paper.multi_cell(0, line_mm, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def main() -> None:
    """Write every sheet to the folder given, or to the sample."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for sheet in SHEETS:
        (folder / sheet.file_name).write_bytes(draw(sheet))


if __name__ == "__main__":
    main()
