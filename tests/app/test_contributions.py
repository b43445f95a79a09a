"""An expert's answer becomes a note that is found at once, and the cases that wait for it are drafted again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine, event

from app.knowledge_in import Intake
from app.wiring import House
from desk import casework
from desk.cases import Case, Stage
from desk.contributions import Progress
from index.embedding.embed import SentenceEmbedder
from index.knowledge import Audience
from ingest.schedule import LEASE
from tests.app.knowledge import NOTE, SETTINGS, Clock, a_house, silent, write_note
from tests.app.learning import E17, Author, a_learner, drafts, kept, turn, written
from tests.builders import NOON, QUESTION, a_message
from tests.desk.cases import stored

ASKED = "@OurCare my W3 shows E17, what now?"
OTHERS = ("@OurCare what does E17 on my W3 mean?", "@OurCare W3 weather station says E17, the rain gauge?")
SOFA = "@OurCare what colours does the sofa come in?"


def waiting(house: House, text: str) -> Case:
    """A case for which nothing was found."""
    case = stored(house.ledger, Stage.NEW, a_message(text, author_id=text))
    return house.ledger.apply(casework.hand_to_expert(case, QUESTION, text, "nothing found", NOON))


def test_one_answer_drafts_every_case_that_waits_for_it_and_its_author_hears_how_many(
    house: House, tmp_path: Path
) -> None:
    asked, *others, sofa = [waiting(house, text) for text in (ASKED, *OTHERS, SOFA)]
    author = Author()
    learner = a_learner(house, author)
    kept(house).add(replace(written(case=asked), review_by=date(2027, 3, 31)))
    turn(learner)
    assert author.heard == {"V1": 3}
    assert drafts(house).keys() == {asked.id, *(case.id for case in others)}
    assert all("rain gauge is blocked" in text for text in drafts(house).values())
    assert house.ledger.case(sofa.id) == sofa
    (file,) = (tmp_path / "notes").iterdir()
    assert "review_by: 2027-03-31\n" in file.read_text(encoding="utf-8")
    done = kept(house).one(kept(house).add(written()))
    assert done is not None
    assert (done.state, done.document_id, done.cases_answered) == (Progress.DONE, f"notes/{file.name}", 3)
    turn(learner)
    assert author.heard == {"V1": 3}


def test_what_is_found_for_the_team_only_guides_the_case_that_was_asked_about(house: House) -> None:
    asked, other = waiting(house, ASKED), waiting(house, OTHERS[0])
    author = Author()
    kept(house).add(written(audience="internal", case=asked))
    turn(a_learner(house, author))
    assert (author.heard, drafts(house)) == ({"V1": 0}, {})
    guided = house.ledger.case(asked.id)
    assert guided.reason == "sam answered for the team only: read it below and write the reply yourself"
    (guidance,) = house.workbench.guidance(guided.guidance)
    assert guidance.text.endswith(E17)
    assert house.ledger.case(other.id) == other


def test_what_needs_no_case_is_kept_as_a_note(house: House) -> None:
    author = Author()
    kept(house).add(written())
    turn(a_learner(house, author))
    assert author.heard == {"V1": 0}
    (hit,) = house.index.search("E17 rain gauge", audience=Audience.PUBLIC)
    assert (hit.passage.title, hit.passage.meta["owner"]) == ("What does E17 on the W3 mean?", "sam")


@pytest.mark.parametrize(
    ("settings", "into", "why"),
    [
        (SETTINGS.replace('kind = "sme_note"', 'kind = "forum"'), None, "there is no folder for notes: add"),
        (SETTINGS, "elsewhere", "no source is called 'elsewhere'; there are: notes"),
        (
            SETTINGS.replace('kind = "sme_note"', 'kind = "forum"'),
            "notes",
            "name a source of kind 'sme_note'",
        ),
    ],
)
def test_without_a_folder_for_notes_the_answer_is_kept_with_the_reason(
    tmp_path: Path, settings: str, into: str | None, why: str
) -> None:
    house = a_house(tmp_path, Clock(), settings)
    author = Author()
    number = kept(house).add(written())
    turn(a_learner(house, author, into))
    assert why in str(author.heard["V1"])
    failed = kept(house).one(number)
    assert failed is not None
    assert (failed.state, failed.answer) == (Progress.FAILED, E17)
    house.ledger.close()
    house.records.dispose()


def test_a_failed_answer_is_taken_in_when_somebody_asks_again(house: House, tmp_path: Path) -> None:
    (tmp_path / "notes").rmdir()
    number = kept(house).add(written())
    turn(a_learner(house, Author()))
    (tmp_path / "notes").mkdir()
    author = Author()
    turn(a_learner(house, author))
    assert author.heard == {}
    assert kept(house).again(number)
    turn(a_learner(house, author))
    assert author.heard == {"V1": 0}


def test_an_answer_without_words_is_refused_and_leaves_no_file(house: House, tmp_path: Path) -> None:
    author = Author()
    kept(house).add(written(answer="\u200b \n"))
    turn(a_learner(house, author))
    assert author.heard == {"V1": "the note 'What does E17 on the W3 mean?' has no answer; write one"}
    assert list((tmp_path / "notes").iterdir()) == []


def test_it_waits_its_turn_while_another_process_reads_the_source(house: House, clock: Clock) -> None:
    run = house.runs.begin("notes", NOON, timedelta(minutes=2))
    assert run is not None
    author = Author()
    learner = a_learner(house, author)
    kept(house).add(written())
    turn(learner)
    assert (author.heard, len(kept(house).waiting())) == ({}, 1)
    house.runs.forget(run)
    turn(learner)
    assert author.heard == {"V1": 0}


def test_the_passes_over_the_source_come_when_they_would_have(house: House, tmp_path: Path) -> None:
    write_note(tmp_path)
    house.intake.take(house.sources[0], full=False, progress=silent)
    before = house.runs.history("notes")
    write_note(tmp_path, NOTE.replace("E17", "E18"), "e18.md")
    (tmp_path / "notes/e17.md").unlink()
    kept(house).add(written())
    turn(a_learner(house, Author()))
    assert house.runs.history("notes") == before
    assert len(house.index.items("notes")) == 2  # what came and went beside it is for the next pass to see


def test_an_author_who_cannot_be_told_now_is_told_later_and_nothing_is_done_twice(house: House) -> None:
    asked, author = waiting(house, ASKED), Author(listens=False)
    kept(house).add(written(case=asked))
    learner = a_learner(house, author)
    turn(learner)
    after = house.ledger.case(asked.id)
    author.listens = True
    turn(learner)
    assert author.heard == {"V1": 1}
    assert house.ledger.case(asked.id) == after


def test_one_that_fails_unexpectedly_keeps_no_other_waiting(house: House) -> None:
    author = Author()
    learner = a_learner(house, author)
    broken = replace(learner, notes=replace(learner.notes, intake=_fails_once(house.intake)))
    kept(house).add(written())
    kept(house).add(written(key="V2"))
    turn(broken)
    assert author.heard == {"V2": 0}
    turn(broken)
    assert author.heard == {"V2": 0, "V1": 0}


def _fails_once(intake: Intake) -> Intake:
    read: list[Callable[[], object]] = [_broken]

    def clock() -> object:
        return read.pop()() if read else NOON

    return replace(intake, clock=clock)  # type: ignore[arg-type]


def _broken() -> object:
    raise RuntimeError("the disk is full")


@pytest.mark.slow
def test_wherever_it_breaks_off_everything_is_done_once_in_the_end(
    tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    broken_off = 0
    for at in count(1):
        folder = tmp_path / str(at)
        folder.mkdir()
        clock = Clock()
        house = a_house(folder, clock, embedder=embedder)
        cases, author = [waiting(house, text) for text in (ASKED, *OTHERS)], Author()
        kept(house).add(written(case=cases[0]))
        whole = _until_commit(at, partial(turn, a_learner(house, author)))
        broken_off += not whole
        clock.wait(LEASE)  # it is alive, and may not have let go of the source
        turn(a_learner(house, author))
        assert (author.heard, len(drafts(house))) == ({"V1": 3}, 3), at
        assert [house.ledger.case(case.id).drafts for case in cases] == [1, 1, 1], at
        assert (house.index.counts().documents, kept(house).waiting()) == (1, []), at
        house.ledger.close()
        house.records.dispose()
        if whole:
            break
    assert broken_off > 15


class BrokenOff(BaseException):
    """As if the machine had stopped."""


def _until_commit(at: int, work: Callable[[], object]) -> bool:
    """Whether it was done before anything was committed for this time."""
    commits = count(1)

    def about_to_commit(_connection: object) -> None:
        if next(commits) == at:
            raise BrokenOff

    event.listen(Engine, "commit", about_to_commit)
    try:
        work()
    except BrokenOff:
        return False
    finally:
        event.remove(Engine, "commit", about_to_commit)
    return True


def test_a_stop_leaves_the_rest_for_the_next_turn(house: House) -> None:
    author, stop = Author(), Event()
    waiting(house, OTHERS[0])
    kept(house).add(written())
    learner = a_learner(house, author)
    stop.set()
    learner.turn(stop)
    assert author.heard == {}
    turn(learner)
    assert author.heard == {"V1": 1}


def test_a_stale_note_is_confirmed_in_place(house: House, clock: Clock, tmp_path: Path) -> None:
    file = write_note(tmp_path)
    clock.wait(timedelta(days=30))
    house.intake.take(house.sources[0], full=False, progress=silent)
    (stale,) = house.inventory.stale_notes()
    assert a_learner(house, Author()).notes.confirm(stale.id, date(2027, 6, 30))
    assert file.read_text(encoding="utf-8") == NOTE.replace("2026-11-30", "2027-06-30")
    assert house.inventory.stale_notes() == []
