"""What becomes of drafts and sent replies when the words they relied on change."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli.main import assist
from app.cli.place import Place
from app.wiring import House
from assist.reply.recall import Since, standings
from assist.workbench import Workbench
from desk.cases import Case, Person, Receipt, Reply, Role, Stage
from desk.drafts import To
from desk.errors import NotAllowed, SendUncertain
from index.events import EventKind
from index.knowledge import DocumentId
from tests.app.knowledge import NOTE, QUESTION, Clock, silent, turn, write_note
from tests.builders import NOON
from tests.fakes.publisher import FakePublisher

DAY = timedelta(days=1)
ALICE = Person("alice", frozenset({Role.AGENT}))


def drafted(house: House) -> Case:
    """A message came in, and its draft quotes the note."""
    row = {"id": "1", "author": "rainy", "text": QUESTION, "created_at": NOON.isoformat()}
    house.simulator.feed([row])
    house.worker.hear(house.simulator)
    house.worker.draft_all()
    (case,) = house.ledger.cases()
    assert case.stage is Stage.AWAITING_DECISION
    return case


def sent(house: House) -> None:
    """A reply that quotes the note went out."""
    case = drafted(house)
    bench = Workbench(house.ledger, house.assistant, {"simulator": FakePublisher()}, house.clock)
    bench.approve(case.id, case.seen, ALICE)
    assert len(house.ledger.relied_on("notes/e17.md")) == 1


def changes(house: House) -> list[tuple[EventKind, int]]:
    return [(event.kind, event.said["replies"]) for event in house.overview.changes()]


def test_a_note_that_changes_after_a_reply_relied_on_it_is_shown_with_the_number_of_replies(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    file = write_note(tmp_path)
    turn(house)
    sent(house)
    write_note(tmp_path, NOTE.replace("owner: sam", "products: W3"))  # a new version with the same text
    clock.wait(DAY)
    turn(house)
    document = house.index.document(DocumentId("notes/e17.md"))
    assert (document and document.version, changes(house)) == (2, [])
    write_note(tmp_path, NOTE.replace("rain gauge", "wind vane"))
    clock.wait(DAY)
    turn(house)
    assert changes(house) == [(EventKind.DOCUMENT_CHANGED, 1)]
    file.write_text("# Another\n\nWords.", encoding="utf-8")
    file.rename(file.with_name("another.md"))
    clock.wait(DAY)
    turn(house)
    assert changes(house) == [(EventKind.DOCUMENT_WITHDRAWN, 1), (EventKind.DOCUMENT_CHANGED, 1)]


def changed(house: House, tmp_path: Path, clock: Clock, text: str) -> Case:
    """The case after the note was changed and read again."""
    write_note(tmp_path, text)
    clock.wait(DAY)
    turn(house)
    (case,) = house.ledger.cases()
    return case


def test_a_draft_that_waits_goes_stale_with_its_source_and_is_made_anew(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    write_note(tmp_path)
    turn(house)
    before = drafted(house)
    case = changed(house, tmp_path, clock, NOTE.replace("rain gauge", "wind vane"))
    assert (case.stage, case.draft) == (Stage.NEW, None)
    assert house.ledger.history(case.id)[-1].action == "went stale"
    house.worker.draft_all()
    (case,) = house.ledger.cases()
    assert case.draft is not None
    assert before.draft is not None
    assert (case.draft.version, case.draft.text) != (before.draft.version, before.draft.text)


def test_a_change_elsewhere_in_a_document_leaves_the_drafts_that_quote_it(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    write_note(tmp_path)
    turn(house)
    before = drafted(house)
    assert changed(house, tmp_path, clock, f"{NOTE}\nOne more line about batteries.\n") == before


def test_a_persons_words_are_kept_and_held_back_when_their_source_changes(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    write_note(tmp_path)
    turn(house)
    case = drafted(house)
    bench = Workbench(house.ledger, house.assistant, {"simulator": FakePublisher()}, house.clock)
    assert case.draft
    mine = bench.edit(case.id, case.seen, f"{case.draft.text} Tell us how it goes!", ALICE)
    case = changed(house, tmp_path, clock, NOTE.replace("rain gauge", "wind vane"))
    assert case.draft is not None
    assert mine.draft is not None
    assert (case.stage, case.draft.text, case.draft.blocked) == (
        Stage.AWAITING_DECISION,
        mine.draft.text,
        True,
    )
    assert "was changed" in case.draft.problems[0].message
    house.ledger.save_cursor(
        f"knowledge-changes:{house.inventory.identity}", "0"
    )  # as another process has it
    clock.wait(DAY)
    turn(house)
    assert house.ledger.cases() == [case]


class LostPublisher:
    """Nobody knows what became of what it took."""

    name = "simulator"

    def send(self, _: Reply) -> Receipt:
        raise SendUncertain("the answer got lost")

    def find(self, _: Reply) -> Receipt | None:
        return None

    def free_at(self, _: To) -> datetime | None:
        return None


def in_doubt(house: House) -> tuple[Workbench, Case]:
    """A reply that quotes the note may have gone out or not."""
    case = drafted(house)
    bench = Workbench(house.ledger, house.assistant, {"simulator": LostPublisher()}, house.clock)
    case = bench.approve(case.id, case.seen, ALICE)
    assert case.stage is Stage.UNCERTAIN
    return bench, case


def test_a_reply_that_was_on_its_way_when_its_source_changed_is_looked_at_once_it_is_sent(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    write_note(tmp_path)
    turn(house)
    bench, case = in_doubt(house)
    changed(house, tmp_path, clock, NOTE.replace("rain gauge", "wind vane"))
    bench.settle(case.id, was_sent=True, by=ALICE)
    clock.wait(DAY)
    turn(house)
    assert [one.case.id for one in house.workbench.outdated()] == [case.id]


def test_a_reply_that_did_not_go_out_is_drafted_anew_when_its_source_changed_meanwhile(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    write_note(tmp_path)
    turn(house)
    bench, case = in_doubt(house)
    changed(house, tmp_path, clock, NOTE.replace("rain gauge", "wind vane"))
    case = bench.settle(case.id, was_sent=False, by=ALICE)
    assert (case.stage, case.draft) == (Stage.NEW, None)
    assert "no longer says" in house.ledger.history(case.id)[-1].detail


def test_a_sent_reply_whose_source_changed_waits_to_be_looked_at_until_somebody_does(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    write_note(tmp_path)
    turn(house)
    sent(house)
    assert house.workbench.outdated() == []
    case = changed(house, tmp_path, clock, NOTE.replace("rain gauge", "wind vane"))
    turn(house)  # looking again finds nothing new
    (outdated,) = house.workbench.outdated()
    assert (outdated.case.id, outdated.document_id) == (case.id, "notes/e17.md")
    assert outdated.case.draft
    (standing,) = standings(outdated.case.draft, house.index.document)
    assert (standing.since, standing.version) == (Since.OTHERWISE, 2)
    assert "wind vane" in (standing.now or "")
    house.workbench.looked_at(case.id, outdated.case.draft.version, ALICE)
    assert house.workbench.outdated() == []
    with pytest.raises(NotAllowed):
        house.workbench.looked_at(case.id, 1, Person("sam", frozenset({Role.SME})))


def test_a_change_that_no_reply_relied_on_is_not_shown(house: House, clock: Clock, tmp_path: Path) -> None:
    write_note(tmp_path)
    turn(house)
    write_note(tmp_path, NOTE.replace("rain gauge", "wind vane"))
    clock.wait(DAY)
    turn(house)
    assert changes(house) == []


def test_what_a_crash_kept_from_being_noticed_is_noticed_after_the_next_pass(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    write_note(tmp_path)
    turn(house)
    sent(house)
    write_note(tmp_path, NOTE.replace("rain gauge", "wind vane"))
    house.intake.read(house.sources[0], False, silent)  # and then the lights go out
    clock.wait(DAY)
    turn(house)
    assert changes(house) == [(EventKind.DOCUMENT_CHANGED, 1)]


def test_changes_that_were_looked_at_are_not_looked_at_again(house: House, tmp_path: Path) -> None:
    write_note(tmp_path)
    turn(house)
    newest, _ = house.inventory.changed_after(0)
    place = f"knowledge-changes:{house.inventory.identity}"
    assert (newest, house.ledger.cursor(place)) == (1, "1")


def test_recall_says_what_a_reply_relied_on_and_what_stands_there_now(
    house: House, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_note(tmp_path)
    turn(house)
    sent(house)
    changed(house, tmp_path, clock, NOTE.replace("rain gauge", "wind vane"))
    monkeypatch.setattr(Place, "house", house)
    run = CliRunner().invoke
    (row,) = json.loads(run(assist, ["recall", "notes/e17.md", "--json"]).stdout)
    assert (row["holds"], row["approved_by"]) == (False, "alice")
    relied = row["relied_on"][0]
    assert (relied["document_version"], relied["current_version"], relied["since"]) == (
        1,
        2,
        "says otherwise",
    )
    shown = run(assist, ["recall", "notes/e17.md", "--version", "1"]).stdout
    assert "says otherwise: “E17 on the W3 means that the rain gauge is blocked.”" in shown
    assert "by now (version 2): “E17 on the W3 means that the wind vane is blocked.”" in shown
    assert (
        "No sent reply relied on 'notes/e17.md', version 2"
        in run(assist, ["recall", "notes/e17.md", "--version", "2"]).stdout
    )
