"""Judged data from files: what is read, and what is said of files that are wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from app.evaluation.judged import judgements_in, messages_in, questions_in

JUDGED = Path(__file__).parent.parent / "data" / "judged"
QUERY = {"_id": "q1", "text": "does it hum?"}
WriteFile = Callable[[str | bytes], Path]


@pytest.fixture
def written(tmp_path: Path) -> WriteFile:
    """Writes a file with this content."""

    def write(content: str | bytes, name: str = "rows.jsonl") -> Path:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def test_questions_come_by_id_with_the_field_that_was_named() -> None:
    questions = questions_in(JUDGED / "queries.jsonl", "tweet")
    assert len(questions) == 8
    assert questions["q5"] == "@FennbyCare can i wash the filter of the CV-8?"


def test_judgements_come_by_question_and_the_names_above_them_are_none() -> None:
    judged = judgements_in(JUDGED / "qrels.tsv", {"q4": ""})
    assert judged["q4"] == {"roll": 2, "parts": 1}
    assert "query-id" not in judged


def test_a_line_separator_inside_a_question_ends_no_row(written: WriteFile) -> None:
    row = json.dumps({"id": 7, "text": "one\u2028line\x85"}, ensure_ascii=False)
    assert questions_in(written(row + "\n"), "text") == {"7": "one\u2028line\x85"}


def test_half_a_character_becomes_a_question_mark(written: WriteFile) -> None:
    assert questions_in(written('{"id": "a", "text": "hums \\ud83d"}'), "text") == {"a": "hums ?"}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "no row in it"),
        ("\n  \n", "no row in it"),
        ("{}", "an id is needed"),
        ('{"id": ""}', "an id is needed"),
        ('{"id": "a", "text": "x"}\n[1]', "line 2: a row must be an object, not list"),
        ("not json", "line 1: not JSON"),
        ("[" * 100_000, "line 1: not JSON"),
        ('{"id": "a", "title": "x"}', "no field 'text'; it has 'id', 'title'"),
        ('{"id": "a", "text": null}', "the field 'text' is None; it must be text"),
        ('{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}', "line 2: the id 'a' comes a second time"),
        (b'{"id": "a", "text": "caf\xe9"}', "not UTF-8 text"),
    ],
)
def test_wrong_queries_are_refused_with_their_place(
    written: WriteFile, content: str | bytes, complaint: str
) -> None:
    with pytest.raises(click.BadParameter) as refused:
        questions_in(written(content), "text")
    assert complaint in refused.value.message


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "no judgement of any of the queries"),
        ("query-id\tcorpus-id\tscore\n", "no judgement of any of the queries"),
        ("other\tdoc\t1\n", "it judges 'other', the queries have 'q1'"),
        ("q1\tdoc\n", "line 1: query-id, corpus-id and score are needed, with tabs; it has 2 cells"),
        ("q1 doc 1\n", "it has 1 cells"),
        ("q1\tdoc\tgood\n", "line 1: the score 'good' is no whole number"),
        (b"q1\tcaf\xe9\t1\n", "not UTF-8 text"),
    ],
)
def test_wrong_judgements_are_refused_with_their_place(
    written: WriteFile, content: str | bytes, complaint: str
) -> None:
    with pytest.raises(click.BadParameter) as refused:
        judgements_in(written(content), {"q1": "does it hum?"})
    assert complaint in refused.value.message


def test_a_quotation_mark_in_an_id_is_a_character_like_others(written: WriteFile) -> None:
    assert judgements_in(written('q1\t"doc\t1\n'), {"q1": ""}) == {"q1": {'"doc': 1}}


def test_messages_are_found_in_the_likeliest_field_of_either_form() -> None:
    lines, table = messages_in(JUDGED / "strangers.jsonl"), messages_in(JUDGED / "strangers.csv")
    assert (len(lines), len(table)) == (6, 3)
    assert lines[0].startswith("@SkyHop you lost")
    assert table[1] == "@SkyHop thanks for the upgrade\nyou made my day"


def test_a_sample_is_the_same_twice_and_never_more_than_there_is() -> None:
    file = JUDGED / "strangers.jsonl"
    assert messages_in(file, sample=3) == messages_in(file, sample=3)
    assert len(set(messages_in(file, sample=3))) == 3
    assert messages_in(file, sample=99) == messages_in(file)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "no row in it"),
        ("text,airline\n", "no row in it"),
        (
            "tweet_id,body\n1,hello\n",
            "none of the fields customer, text, tweet; name the right one of tweet_id, body",
        ),
        ("tweet_id,text\n1,hello\n2\n", "line 3: a row must have 2 cells"),
        ("tweet_id,text\n1,hello\n2,a,b\n", "line 3: a row must have 2 cells"),
        ('tweet_id,text\n1,"never closed\n', "not CSV"),
        (b"tweet_id,text\n1,caf\xe9\n", "not UTF-8 text"),
    ],
)
def test_wrong_tables_are_refused_with_their_place(
    tmp_path: Path, content: str | bytes, complaint: str
) -> None:
    file = tmp_path / "tweets.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(click.BadParameter) as refused:
        messages_in(file)
    assert complaint in refused.value.message
