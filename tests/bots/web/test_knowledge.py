"""The page of what the desk knows, and adding a file there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desk.cases import Person
from index.events import Event, EventKind
from index.inventory import StaleNote
from index.knowledge import Audience, DocumentId, Kind
from index.runs import Refusal, Run, RunId, RunReport
from ingest.placing import LARGEST
from ingest.schedule import SourceState
from ingest.sources import Source
from tests.bots.web.desk import OUR_URL, Visitor, WebDesk
from tests.builders import ALICE, LENA, NOON, SAM

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
NOTES = Source("notes", Kind.SME_NOTE, ".", Audience.INTERNAL, refresh_every=timedelta(minutes=30))
SITE = Source("site", Kind.DATA_SHEET, "https://docs.example.com/", Audience.PUBLIC)
STALE = StaleNote(DocumentId("notes/e17.md"), "What E17 means", "notes", None, "sam", date(2026, 10, 31))


def a_state(source: Source = NOTES, report: RunReport | None = None, **fields: Any) -> SourceState:
    run = Run(RunId(1), source.name, NOON, NOON, NOON, report or RunReport(new=3))
    state = SourceState(source, documents=3, stale=(), last=run, next_at=NOON + timedelta(minutes=30))
    return replace(state, **fields)


def send(visitor: Visitor, name: str = "a.md", content: bytes = b"words", **fields: str) -> int:
    """What a browser sends when somebody chose a file; returns the status."""
    csrf = visitor.page.partition('name="csrf" value="')[2].partition('"')[0]
    answer = visitor.client.post(
        "/knowledge",
        data={"csrf": csrf, "source": "notes"} | fields,
        files={"file": (name, content)},
        headers={"Origin": OUR_URL},
    )
    visitor.page = answer.text
    return answer.status_code


@pytest.fixture
def sam(web: WebDesk) -> Visitor:
    """An SME with the page open; notes are in a folder."""
    web.overview.shown = [a_state(), a_state(SITE)]
    visitor = web.visitor(SAM)
    visitor.open("/knowledge")
    return visitor


def test_the_page_tells_how_every_source_stands(web: WebDesk) -> None:
    report = RunReport(new=2, refused=3, refusals=(Refusal("notes/a.pdf", "it is damaged"),))
    failed = a_state(SITE, RunReport(error="no answer"), next_at=None)
    web.overview.shown = [a_state(report=report), failed]
    page = web.visitor().open("/knowledge").text
    assert "read 20 Nov 2026, 12:00 UTC" in page
    assert "next 20 Nov 2026, 12:30 UTC" in page
    assert "every 30m" in page
    assert "3 could not be read" in page
    assert "it is damaged" in page
    assert "and 2 more" in page
    assert "could not be read 20 Nov 2026" in page
    assert "no answer" in page
    assert "read again when somebody asks" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"last": None}, "never read"),
        ({"last": Run(RunId(1), "notes", NOON, NOON), "reading": True}, "being read since"),
        ({"last": Run(RunId(1), "notes", NOON, NOON)}, "cut off in the middle"),
        ({"next_at": NOON}, "due now"),
    ],
)
def test_a_source_that_is_not_simply_read_says_so(web: WebDesk, fields: dict[str, Any], words: str) -> None:
    web.overview.shown = [a_state(**fields)]
    assert words in web.visitor().open("/knowledge").text


def test_an_overdue_note_stands_there_with_its_owner_and_date(web: WebDesk) -> None:
    web.overview.shown = [a_state(stale=(STALE,))]
    page = web.visitor().open("/knowledge").text
    assert "What E17 means" in page
    assert "review by 2026-10-31 · owner <bdi>sam</bdi>" in page


def test_a_changed_document_stands_beside_the_number_of_replies_that_relied_on_it(web: WebDesk) -> None:
    said = {"title": "W3 manual", "replies": 4}
    web.overview.events = [
        Event(1, NOON, EventKind.DOCUMENT_WITHDRAWN, "k", DocumentId("sheets/w3.pdf"), said)
    ]
    page = web.visitor().open("/knowledge").text
    assert "4 sent replies relied on it" in page
    assert "withdrawn" in page


def test_whatever_stands_in_a_source_is_text(web: WebDesk) -> None:
    stale = StaleNote(
        DocumentId(HOSTILE), HOSTILE, "notes", f"javascript:{HOSTILE}", HOSTILE, date(2026, 1, 1)
    )
    report = RunReport(refused=1, refusals=(Refusal(HOSTILE, HOSTILE),))
    web.overview.shown = [a_state(report=report, stale=(stale,))]
    said = {"title": HOSTILE, "replies": 1}
    web.overview.events = [Event(1, NOON, EventKind.DOCUMENT_CHANGED, "k", DocumentId(HOSTILE), said)]
    page = web.visitor().open("/knowledge").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


# adding a file


def test_a_file_is_added_and_the_page_says_what_was_made_of_it(web: WebDesk, sam: Visitor) -> None:
    assert send(sam, "Rückgabe.md", b"# Words\r\n\x00") == 200
    assert web.overview.added == [("notes", "Rückgabe.md", b"# Words\r\n\x00")]
    assert "was added" in sam.page
    assert "Reset &lt;b&gt;now&lt;/b&gt;" in sam.page
    assert "2 passages" in sam.page


def test_a_refused_file_comes_with_its_reason_and_its_name_is_text(web: WebDesk, sam: Visitor) -> None:
    web.overview.refusing = f"it says {HOSTILE}"
    assert send(sam, '<img src=x onerror="a">.md') == 422
    assert "was refused: it says" in sam.page
    assert "<script>alert" not in sam.page
    assert "<img src=x" not in sam.page


def test_a_note_that_waits_for_its_day_is_no_failure(web: WebDesk, sam: Visitor) -> None:
    web.overview.waiting = "it is valid from 2027-02-01 on"
    assert send(sam) == 200
    assert "was added: it is valid from 2027-02-01 on" in sam.page
    assert "notice bad" not in sam.page


def test_the_form_says_who_may_read_a_source_and_keeps_the_one_that_was_chosen(
    web: WebDesk, sam: Visitor
) -> None:
    public = Source("sheets", Kind.DATA_SHEET, ".", Audience.PUBLIC)
    web.overview.shown = [a_state(public), a_state()]
    send(sam)
    assert '<option value="sheets">sheets (public)</option>' in sam.page
    assert '<option value="notes" selected>notes (internal)</option>' in sam.page


def test_a_file_may_be_larger_than_any_other_form(web: WebDesk, sam: Visitor) -> None:
    assert send(sam, content=b"x" * 2_000_000) == 200
    assert len(web.overview.added[0][2]) == 2_000_000


def test_an_unknown_source_is_refused(web: WebDesk, sam: Visitor) -> None:
    assert send(sam, source="elsewhere") == 422
    assert "no source is called" in sam.page
    assert web.overview.added == []


@pytest.mark.parametrize(("person", "status"), [(ALICE, 403), (SAM, 200), (LENA, 200)])
def test_smes_and_team_leads_add_files_and_agents_do_not(web: WebDesk, person: Person, status: int) -> None:
    web.app = web.app_for((ALICE, SAM, LENA))
    web.overview.shown = [a_state()]
    visitor = web.visitor(person)
    page = visitor.open("/knowledge").text
    assert ('type="file"' in page) is (status == 200)
    assert send(visitor) == status
    assert len(web.overview.added) == (status == 200)


def test_only_folders_are_offered(sam: Visitor) -> None:
    assert ">notes (internal)</option>" in sam.page
    assert ">site (public)</option>" not in sam.page


@pytest.mark.parametrize("csrf", ["", "wrong"])
def test_a_file_without_the_sessions_secret_does_nothing(web: WebDesk, sam: Visitor, csrf: str) -> None:
    assert send(sam, csrf=csrf) == 403
    assert web.overview.added == []


def test_a_file_of_another_site_does_nothing(web: WebDesk, sam: Visitor) -> None:
    csrf = sam.page.partition('name="csrf" value="')[2].partition('"')[0]
    for origin in ("http://evil.example", "null"):
        answer = sam.client.post(
            "/knowledge",
            data={"csrf": csrf, "source": "notes"},
            files={"file": ("a.md", b"words")},
            headers={"Origin": origin},
        )
        assert answer.status_code == 403
    assert web.overview.added == []


def test_who_has_no_session_is_refused_before_a_byte_of_the_file_is_read(web: WebDesk) -> None:
    def file() -> Iterator[bytes]:
        read.append(True)
        yield b""

    read: list[bool] = []

    headers = {"Origin": OUR_URL, "Content-Type": "multipart/form-data; boundary=x"}
    answer = web.stranger().client.post("/knowledge", content=file(), headers=headers)
    assert (answer.status_code, read) == (401, [])


def test_a_form_without_a_file_says_so(web: WebDesk, sam: Visitor) -> None:
    assert sam.press("/knowledge", source="notes").status_code == 400
    assert "choose one" in sam.page
    sam.open("/knowledge")
    assert send(sam, name="") == 400
    assert web.overview.added == []


def test_a_file_goes_to_no_other_page(sam: Visitor) -> None:
    csrf = sam.page.partition('name="csrf" value="')[2].partition('"')[0]
    answer = sam.client.post(
        "/ask", data={"csrf": csrf}, files={"file": ("a.md", b"words")}, headers={"Origin": OUR_URL}
    )
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b"--x\r\n\r\nno name\r\n--x--",
        b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n' + b"a" * 20_000 + b"\r\n--x--",
        b"".join(
            b'--x\r\nContent-Disposition: form-data; name="f%d"; filename="a"\r\n\r\n\r\n' % n
            for n in range(3)
        )
        + b"--x--",
    ],
)
def test_a_broken_form_is_refused(web: WebDesk, sam: Visitor, body: bytes) -> None:
    headers = {"Origin": OUR_URL, "Content-Type": "multipart/form-data; boundary=x"}
    assert sam.client.post("/knowledge", content=body, headers=headers).status_code in {400, 403}
    assert web.overview.added == []


def test_a_file_that_is_too_large_is_cut_off(web: WebDesk, sam: Visitor) -> None:
    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        for _ in range(LARGEST // 2**20 + 2):
            yield b"x" * 2**20

    headers = {"Origin": OUR_URL, "Content-Type": "multipart/form-data; boundary=x"}
    answer = sam.client.post("/knowledge", content=endless(), headers=headers)
    assert answer.status_code == 413
    assert web.overview.added == []
