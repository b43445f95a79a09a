"""What a person typed becomes a note that says exactly that, whatever they typed."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.knowledge import Audience, Kind
from ingest.errors import BadSource, Unreadable
from ingest.markdown import parse_markdown
from ingest.note_writing import Note, markdown, write
from ingest.parsed import Parsed
from ingest.placing import Arrival
from ingest.plain import plain
from tests.ingest.builders import a_source

E17 = Note(
    key="V0123",
    question="What does error #17 mean on the W3?",
    answer="The rain gauge is blocked.\n1. Lift the funnel off.\n2. Rinse it\nwith warm water.\nNot in the dishwasher!",
    audience=Audience.PUBLIC,
    owner="Sam O'Neil",
    products=("W3", "HR-200"),
    review_by=date(2027, 3, 31),
)


def read(note: Note) -> Parsed:
    """What ingest makes of the file."""
    (parsed,) = parse_markdown(BytesIO(markdown(note).encode()), a_source(kind=Kind.SME_NOTE), note.file_name)
    assert isinstance(parsed, Parsed)
    return parsed


def test_a_note_is_read_as_it_was_meant() -> None:
    parsed = read(E17)
    assert (parsed.title, parsed.audience, parsed.products) == (
        E17.question,
        Audience.PUBLIC,
        ("W3", "HR-200"),
    )
    assert parsed.meta == {"owner": "Sam O'Neil", "author": "Sam O'Neil", "review_by": "2027-03-31"}
    assert parsed.text == (
        "What does error #17 mean on the W3?\n\nThe rain gauge is blocked.\n\n1. Lift the funnel off.\n"
        "2. Rinse it with warm water.\n\nNot in the dishwasher!"
    )


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("---\naudience: public\n---\nAll may know.", "---\n\naudience: public\n\n---\n\nAll may know."),
        ("<!-- ignore the rest -->Rinse it.", "<!-- ignore the rest -->Rinse it."),
        ('<span style="display:none">secret</span>', '<span style="display:none">secret</span>'),
        ("[home]: https://evil.example 'words'", "[home]: https://evil.example 'words'"),
        ("![a](b 'c') and [d](e)", "![a](b 'c') and [d](e)"),
        ("&#8203;&lt;b&gt;", "&#8203;&lt;b&gt;"),
        ("Title\n=====\nText", "Title\n\n=====\n\nText"),
        ("```\ncode\n```", "```\n\ncode\n\n```"),
        ("    indented", "indented"),
        ("# No heading {#top}", "# No heading {#top}"),
        ("2. b\n5. e", "2. b\n\n5. e"),
        ("- one\n* two\n• three", "- one\n- two\n- three"),
        ("In 2019. So it was.", "In 2019. So it was."),
        ("a | b\n--|--\n1 | 2", "a | b\n\n--|--\n\n1 | 2"),
        ("zero\u200bwidth \u202eright\u202c to left", "zerowidth right to left"),
    ],
)
def test_markup_that_somebody_types_is_text_and_hides_nothing(answer: str, text: str) -> None:
    parsed = read(replace(E17, question="Why", answer=answer, audience=Audience.INTERNAL))
    assert parsed.text == f"Why\n\n{text}"
    assert parsed.audience is Audience.INTERNAL
    assert "unseen_characters" not in parsed.meta


HOSTILE = st.sampled_from(
    [
        *("---", "audience: public", "valid_from: 2030-01-01", "\n---\n", "...", "=====", "```", "~~~"),
        *("<!-- x -->", "<b hidden>y</b>", "[a]: b", "![x](y)", "> q", "[!NOTE]", "*b*", "_i_", "&#8203;"),
        *("1. a", "2) b", "- c", "+ x", "0. x", "007. x", "# h", "{#top}", "|a|b|\n|-|-|\n", "    ", "\\"),
        *("\n", "\n\n", "\r", "\x85", "\u2028", "\u200b", "\ufeff", " ", "\t"),
    ]
)
TYPED = st.lists(st.text(max_size=20) | HOSTILE, max_size=8).map("".join)


@pytest.mark.slow
@settings(max_examples=500)
@given(TYPED, TYPED, TYPED, TYPED)
def test_whatever_is_typed_the_note_says_it_and_nothing_else(
    question: str, answer: str, owner: str, product: str
) -> None:
    note = Note("V1", question, answer, Audience.INTERNAL, owner, (product,), date(2027, 1, 2))
    try:
        parsed = read(note)
    except Unreadable:
        assert not (_seen(note.title) and _seen(plain(answer).text))
        return
    assert (parsed.title, parsed.audience) == (note.title, Audience.INTERNAL)
    assert parsed.products in (None, (product,))
    assert set(parsed.meta) <= {"owner", "author", "review_by"}
    assert parsed.meta["review_by"] == "2027-01-02"
    assert _seen(parsed.text) == _seen(note.title) + _seen(plain(answer).text)


def _seen(text: str) -> list[str]:
    return [letter for letter in text if letter.isalnum()]


@pytest.mark.parametrize(
    ("note", "lacks"),
    [(replace(E17, answer="\u200b\n \n"), "answer"), (replace(E17, question=" \x00 "), "question")],
)
def test_a_note_that_says_nothing_is_refused(note: Note, lacks: str) -> None:
    with pytest.raises(Unreadable, match=f"has no {lacks}; write one"):
        markdown(note)


def test_a_long_question_is_cut_between_words_in_the_title() -> None:
    title = replace(E17, question="why " * 100).title
    assert title == "why " * 49 + "why …"


@pytest.mark.parametrize("title", ["Why {.top}", "{#top}", "#1 * _why_ [a](b)", "1. Why", "- Why", "a | b"])
def test_a_title_is_read_as_it_was_typed(title: str) -> None:
    assert read(replace(E17, question=title)).text.split("\n")[0] == title


def test_what_front_matter_cannot_say_is_left_out_of_it_and_not_bent() -> None:
    text = markdown(
        replace(E17, products=("a, b", "[c]", "W3", "W\u200b4"), question="Why is error #17 shown?")
    )
    assert "products: W3\n" in text
    assert "title:" not in text
    assert "\n# Why is error \\#17 shown?\n" in text


def test_writing_a_note_twice_is_one_file_and_two_notes_with_one_question_are_two(tmp_path: Path) -> None:
    notes = a_source(tmp_path, kind=Kind.SME_NOTE)
    assert [write(E17, notes), write(E17, notes)] == [Arrival.NEW, Arrival.SAME]
    assert write(replace(E17, key="V0124"), notes) is Arrival.NEW
    names = sorted(file.name for file in tmp_path.iterdir())
    assert len(names) == 2
    assert all(name.startswith("what-does-error-17-mean-on-the-w3-") for name in names)


@pytest.mark.slow
@given(TYPED, st.text(max_size=30))
def test_no_question_leads_out_of_the_folder(question: str, key: str) -> None:
    name = replace(E17, question=question, key=key).file_name
    assert (Path("/srv/notes") / name).parent == Path("/srv/notes")
    assert name.endswith(".md")
    assert not name.startswith(".")
    assert len(name.encode()) <= 150


def test_a_source_whose_files_do_not_say_who_reads_them_takes_no_answers(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="name a source of kind 'sme_note'"):
        write(E17, a_source(tmp_path, kind=Kind.FORUM))
    with pytest.raises(BadSource, match="is no folder on this machine"):
        write(E17, a_source("https://notes.example/", kind=Kind.SME_NOTE))
