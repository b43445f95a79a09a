"""What a reader of a Word document sees, and nothing else."""

import pytest

from ingest.errors import Unreadable
from ingest.sources import Format
from tests.ingest.builders import heading_at, parsed
from tests.ingest.office.builders import a_docx, content_types, paragraph, run, styles, word_table


def text_of(*body: str) -> str:
    return parsed(Format.DOCX, a_docx(*body)).text


def test_a_document_becomes_text_with_headings_and_rows() -> None:
    document = parsed(
        Format.DOCX,
        a_docx(
            paragraph("W3 weather station", "Heading1"),
            paragraph("It measures rain."),
            paragraph("Electrical", "Heading2"),
            word_table(
                ("Parameter", "Min", "Typ", "Max", "Unit"), ("Supply voltage", "3.0", "3.3", "3.6", "V")
            ),
        ),
        key="w3.docx",
    )

    assert document.id == "sheets/w3.docx"
    assert document.title == "W3 weather station"
    assert document.text == (
        "W3 weather station\n\nIt measures rain.\n\nElectrical\n\n"
        "Parameter | Min | Typ | Max | Unit\nSupply voltage: min 3.0 V, typ 3.3 V, max 3.6 V"
    )
    assert heading_at(document, "Supply") == ("W3 weather station", "Electrical")


def test_a_merged_cell_stands_in_each_row_that_it_reaches() -> None:
    table = word_table(("Code", "Cause", "Cure"), ("E17", "Leaf", "Rinse"), ("^", "Spider", "Wait"))

    assert text_of(table).splitlines()[1:] == [
        "E17 | Cause: Leaf | Cure: Rinse",
        "E17 | Cause: Spider | Cure: Wait",
    ]


HIDING = '<w:style w:type="character" w:styleId="base"><w:rPr><w:vanish/></w:rPr></w:style>'
BASED = '<w:style w:type="character" w:styleId="hint"><w:basedOn w:val="base"/></w:style>'
OF_PARAGRAPHS = '<w:style w:type="paragraph" w:styleId="ghost"><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize(
    "hidden",
    [
        run("SECRET", "<w:vanish/>"),
        run("SECRET", '<w:vanish w:val="true"/>'),
        run("SECRET", '<w:sz w:val="1"/>'),
        run("SECRET", '<w:rStyle w:val="hint"/>'),
    ],
)
def test_hidden_words_are_left_out_and_counted(hidden: str) -> None:
    body = f"<w:p>{run('Seen ')}{hidden}{run('too')}</w:p>"
    document = parsed(Format.DOCX, a_docx(body, more=styles(HIDING, BASED)))

    assert document.text == "Seen too"
    assert document.meta["unseen_characters"] == str(len("SECRET"))


def test_a_paragraph_in_a_style_that_hides_is_left_out() -> None:
    document = a_docx(paragraph("SECRET", "ghost"), paragraph("Seen"), more=styles(OF_PARAGRAPHS))

    assert parsed(Format.DOCX, document).text == "Seen"


@pytest.mark.parametrize(
    "shown",
    ['<w:vanish w:val="0"/>', '<w:rStyle w:val="hint"/><w:vanish w:val="false"/>', '<w:sz w:val="20"/>'],
)
def test_words_that_are_not_hidden_after_all_stay(shown: str) -> None:
    document = a_docx(paragraph("Seen", properties=shown), more=styles(HIDING, BASED))

    assert parsed(Format.DOCX, document).text == "Seen"


def test_styles_based_on_each_other_in_a_ring_do_not_hang() -> None:
    ring = [
        f'<w:style w:type="character" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("ab", "ba")
    ]
    body = paragraph("Seen", properties='<w:rStyle w:val="a"/><w:vanish w:val="0"/>')

    assert parsed(Format.DOCX, a_docx(body, more=styles(*ring))).text == "Seen"


def test_what_somebody_deleted_is_not_read_and_what_somebody_added_is() -> None:
    deleted = f"<w:del>{run('old').replace('w:t', 'w:delText')}</w:del>"

    assert (
        text_of(f"<w:p>{run('The ')}{deleted}<w:ins>{run('new')}</w:ins>{run(' cap')}</w:p>") == "The new cap"
    )


def test_the_table_of_contents_is_not_read_twice() -> None:
    named = '<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>'
    document = a_docx(paragraph("Care 3", "t1"), paragraph("Care", "Heading1"), more=styles(named))

    assert parsed(Format.DOCX, document).text == "Care"


def test_a_document_cannot_say_itself_what_is_left_out() -> None:
    document = a_docx(paragraph("Seen"), more={"mammoth/style-map": "p => !"})

    assert parsed(Format.DOCX, document).text == "Seen"


def test_a_document_with_macros_is_read_without_them() -> None:
    types = content_types("application/vnd.ms-word.document.macroEnabled.main+xml")
    document = a_docx(
        paragraph("Seen"), more={"[Content_Types].xml": types, "word/vbaProject.bin": b"\x00Shell"}
    )

    assert parsed(Format.DOCX, document).text == "Seen"


def test_a_picture_from_elsewhere_is_never_fetched() -> None:
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:blipFill><a:blip r:link="p1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" TargetMode="External" '
        'Target="http://127.0.0.1:9/x.png"/></Relationships>'
    )
    document = a_docx(picture, paragraph("Seen"), more={"word/_rels/document.xml.rels": relations})

    assert parsed(Format.DOCX, document).text == "Seen"


def test_a_document_without_words_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="no text"):
        text_of(paragraph(" "))


def test_a_document_nested_absurdly_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        text_of("<w:tbl><w:tr><w:tc>" * 1500, paragraph("x"), "</w:tc></w:tr></w:tbl>" * 1500)
