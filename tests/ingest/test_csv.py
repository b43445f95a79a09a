"""CSV files of questions and answers: each row a document, whatever a spreadsheet made of the file."""

from io import BytesIO

import pytest

from index.knowledge import Audience
from ingest.errors import Unreadable
from ingest.parsed import Failure, Outcome, Parsed
from ingest.questions_csv import parse_questions
from ingest.sources import Format
from tests.ingest.builders import a_source, outcomes, parsed

HOW = "How do I rinse the gauge?"


def read(text: str, encoding: str = "utf-8") -> list[Outcome]:
    return outcomes(Format.CSV, text.encode(encoding), key="faq.csv")


def documents(text: str, encoding: str = "utf-8") -> list[Parsed]:
    return [outcome for outcome in read(text, encoding) if isinstance(outcome, Parsed)]


def test_a_row_becomes_a_document_with_all_that_it_says() -> None:
    row = f'17,{HOW},"With water.\n\nNo soap.",W3; W4,internal,https://fennby.example/17,2027-03-31'
    document = parsed(
        Format.CSV, f"id,Question,Answer,Product,Audience,URL,Review by\n{row}\n", key="faq.csv"
    )

    assert document.id == "sheets/faq.csv#17"
    assert document.title == HOW
    assert document.text == f"{HOW}\n\nWith water.\n\nNo soap."
    assert document.sections[0].heading == (HOW,)
    assert document.audience is Audience.INTERNAL
    assert document.products == ("W3; W4",)
    assert document.url == "https://fennby.example/17"
    assert document.meta == {"review_by": "2027-03-31"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_spreadsheets_csv_is_understood(delimiter: str, encoding: str, newline: str) -> None:
    rows = [("Antwort", "Frage"), ("Über 25 °C", "Ist sie warm?")]
    text = newline.join(delimiter.join(row) for row in rows)

    assert [document.text for document in documents(text, encoding)] == ["Ist sie warm?\n\nÜber 25 °C"]


def test_the_delimiter_that_excel_writes_down_is_taken() -> None:
    assert [document.title for document in documents("sep=;\nquestion;answer\na, b;c\n")] == ["a, b"]


def test_a_title_stands_above_a_question_and_for_one_that_is_missing() -> None:
    assert (
        documents(f"title,question,answer\nRinsing,{HOW},With water\n")[0].text
        == f"Rinsing\n\n{HOW}\n\nWith water"
    )
    assert documents("title,body\nRinsing,With water\n")[0].text == "Rinsing\n\nWith water"


def test_without_names_two_columns_are_questions_and_answers() -> None:
    assert len(documents(f"{HOW},With water\nAnd why?,It sticks\n")) == 2


def test_a_document_keeps_its_id_wherever_its_row_moves() -> None:
    first, second = "question,answer\na?,b\nc?,d\n", "question,answer\nx?,y\nc?,D\na?,b\n"
    before, after = (
        {document.title: document.id for document in documents(text)} for text in (first, second)
    )

    assert before.items() <= after.items()


@pytest.mark.parametrize("start", list("=+-@"))
def test_a_cell_that_a_spreadsheet_would_run_is_just_text(start: str) -> None:
    cell = f"{start}HYPERLINK(0)"

    assert documents(f"question,answer\n{cell},{cell}\n")[0].text.endswith(f"\n\n{cell}") or documents(
        f"question,answer\n{cell},{cell}\n"
    )[0].text.startswith(cell)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a?,", "no answer"),
        (",b", "no question"),
        ("\u200b,b", "no question"),
        ("a?,b,c", "3 cells"),
        ('a?,"b', "quote"),
        ('a?,"b"c', "quote"),
        (f"a?,{'b' * 140_000}", "quote"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_read(row: str, reason: str) -> None:
    good, failure = read(f"question,answer\nx?,y\n{row}\n")

    assert isinstance(good, Parsed)
    assert isinstance(failure, Failure)
    assert failure.id == "sheets/faq.csv, line 3"
    assert reason in failure.reason


def test_a_row_after_one_that_cannot_be_read_is_read() -> None:
    assert [document.title for document in documents('question,answer\na?,"b" c\nx?,y\n')] == ["x?"]


def test_an_audience_nobody_knows_keeps_its_row_out() -> None:
    (failure,) = read("question,answer,audience\na?,b,everyone\n")

    assert isinstance(failure, Failure)
    assert "everyone" in failure.reason


def test_a_row_of_its_own_never_runs_a_script_by_its_address() -> None:
    assert documents("question,answer,url\na?,b,javascript:x()\n")[0].url is None


@pytest.mark.parametrize("text", ["", "\n\n", "time,value\n1,2\n", "What is it?\n", "a" * 140_000])
def test_a_file_without_questions_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable, match="its first row"):
        read(text)


def test_a_file_of_nothing_but_bad_rows_is_given_up() -> None:
    found = parse_questions(BytesIO(b"question,answer\n" + b"a?,\n" * 1000), a_source(), "faq.csv")

    assert all(isinstance(next(found), Failure) for _ in range(100))
    with pytest.raises(Unreadable, match="100 of its rows cannot be read; those after line 101"):
        next(found)


def test_an_endless_line_ends_the_file() -> None:
    *_, last = read("question,answer\na?,b\n" + "x" * (2**20 + 10))

    assert isinstance(last, Failure)
    assert last.id.endswith("line 3")
    assert "has more than" in last.reason


def test_rows_come_one_by_one_and_the_file_stays_open() -> None:
    class Counted(BytesIO):
        most = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.most = max(self.most, -1 if size is None else size)
            return super().read(size)

    file = Counted(b"question,answer\n" + b"a?,b\n" * 10)
    assert len(list(parse_questions(file, a_source(), "faq.csv"))) == 10
    assert not file.closed
