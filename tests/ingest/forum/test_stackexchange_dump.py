"""Posts.xml of a Stack Exchange dump, whole and broken."""

from pathlib import Path

import pytest

from index.knowledge import Kind
from ingest.errors import Unreadable
from ingest.forum import stackexchange_dump
from ingest.parsed import Failure, Outcome, Parsed, PassedOver
from ingest.sources import Format, Source
from tests.ingest.builders import DATA, a_source, heading_at, outcomes

POSTS = DATA / "Posts.xml"
DUMP = POSTS.read_text()


def dump(*, unaccepted: bool = False, site: str | None = None) -> Source:
    return a_source(name="se", kind=Kind.FORUM, unaccepted=unaccepted, site=site)


def read(content: str | bytes, source: Source | None = None) -> list[Outcome]:
    return outcomes(Format.STACKEXCHANGE_DUMP, content, source or dump(), "Posts.xml")


def test_a_question_with_its_accepted_answer_is_a_document() -> None:
    solved, unsolved = read(DUMP)

    assert isinstance(solved, Parsed)
    assert solved.id == "se/Posts.xml#3"
    assert solved.url is None
    assert solved.title == "How far does the W3 sensor reach?"
    assert solved.text == (
        "How far does the W3 sensor reach?\n\n"
        "Question\n\nThrough two brick walls?\n\n"
        "Accepted solution by elm\n\nAbout 30 m.\n\nrssi > -80"
    )
    assert heading_at(solved, "About 30 m")[-1] == "Accepted solution by elm"
    assert solved.meta == {
        "author": "elm",
        "votes": "9",
        "date": "2024-01-02T10:00:00.000",
        "accepted_at": "2024-01-02T10:00:00.000",
        "licence": "CC BY-SA 4.0",
        "trust": "high",
    }
    assert unsolved == PassedOver("se/Posts.xml#4")


def test_a_known_site_gives_the_link_to_the_answer() -> None:
    solved = read(DUMP, dump(site="iot.example"))[0]

    assert isinstance(solved, Parsed)
    assert solved.url == solved.id == "https://iot.example/a/3"


def test_answers_nobody_accepted_are_taken_when_asked_for_and_trusted_less() -> None:
    _, unsolved = read(DUMP, dump(unaccepted=True))

    assert isinstance(unsolved, Parsed)
    assert "Reply 1 by user 12\n\nOnly grey and green." in unsolved.text
    assert unsolved.meta["trust"] == "low"


def test_the_order_of_rows_does_not_matter() -> None:
    lines = DUMP.splitlines()
    backwards = "\n".join([*lines[:2], *reversed(lines[2:-1]), lines[-1]])

    assert sorted(map(str, read(backwards))) == sorted(map(str, read(DUMP)))


def test_rows_may_stand_on_one_line() -> None:
    assert read(DUMP.replace("\n", "")) == read(DUMP)


@pytest.mark.parametrize("chunk", [1, 7, 64, 1000])
def test_it_does_not_matter_where_the_reading_pauses(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stackexchange_dump, "_CHUNK", chunk)

    assert len(read(DUMP)) == 2


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('<row Id="9" PostTypeId="1" Title="a" Body="x & y" />', "not well-formed"),
        ('<row Id="9" PostTypeId="1" Title="a" Body="x />', "not well-formed"),
        ('<row Id="9" PostTypeId="1" Title="a" Body="&bomb;" />', "not well-formed"),
        ('<row Id="9" PostTypeId="1" Body="x" />', "post '9' has no Title"),
        ('<row Id="9" PostTypeId="2" Body="" />', "post '9' has no ParentId and no Body"),
        ("<row />", "post '?' has no Id and no PostTypeId"),
        ('<row Id="9" PostTypeId="1" Title="a" Body="\x00" />', "not well-formed"),
    ],
)
def test_a_broken_row_costs_only_itself(broken: str, reason: str) -> None:
    (solved, unsolved, failure) = sorted(
        read(DUMP.replace("<row", f"{broken}\n  <row", 1)), key=lambda outcome: type(outcome).__name__[::-1]
    )[::1]
    found = {type(outcome): outcome for outcome in (solved, unsolved, failure)}

    assert set(found) == {Parsed, PassedOver, Failure}
    named = found[Failure]
    assert isinstance(named, Failure)
    assert named.id == "se/Posts.xml, row 1"
    assert reason in named.reason


def test_a_file_cut_short_keeps_what_was_read_and_says_so() -> None:
    cut = DUMP[: DUMP.index("Which colours")]

    solved, row, end = read(cut)

    assert isinstance(solved, Parsed)
    assert isinstance(row, Failure)
    assert row.id == "se/Posts.xml, row 4"
    assert end == Failure("se/Posts.xml", "it ends before </posts>: the file is cut short")


def test_a_document_type_is_not_obeyed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    begun = f'<!DOCTYPE posts [<!ENTITY bomb SYSTEM "file://{tmp_path}/secret"><!ENTITY x "&bomb;&bomb;">]>\n<posts>'
    found = read(DUMP.replace("<posts>", begun).replace("About 30 m.", "&x;"))

    assert any(isinstance(outcome, Failure) for outcome in found)
    assert "SECRET" not in str(found)


def test_an_accepted_answer_that_is_not_there_makes_no_document() -> None:
    found = read(DUMP.replace('AcceptedAnswerId="3"', 'AcceptedAnswerId="99"'))

    assert sorted(str(outcome) for outcome in found) == [
        "PassedOver(id='se/Posts.xml#1')",
        "PassedOver(id='se/Posts.xml#4')",
    ]


def test_an_empty_dump_is_empty() -> None:
    assert read("<?xml version='1.0'?>\n<posts>\n</posts>") == []


@pytest.mark.parametrize("content", ["", "<html></html>", "<postlinks><row Id='1'/></postlinks>"])
def test_another_file_is_refused(content: str) -> None:
    with pytest.raises(Unreadable, match=r"not the Posts\.xml"):
        read(content)


def test_a_row_without_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stackexchange_dump, "_LONGEST", 1000)
    monkeypatch.setattr(stackexchange_dump, "_CHUNK", 100)

    with pytest.raises(Unreadable, match="longer than 1000"):
        read("<posts><row Id='1' Body='" + "x" * 5000)
