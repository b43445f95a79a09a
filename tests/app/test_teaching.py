"""What experts are shown and hand over."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.gaps import Gaps
from app.notes import Notes
from app.teaching import Dropped, Proposals, Shelf
from app.wiring import House
from desk.cases import Stage
from desk.errors import NotAllowed, StepNotPossible
from desk.experts import Expert, Group
from index.embedding.embed import SentenceEmbedder
from index.knowledge import Audience
from ingest.placing import Arrival
from tests.app.knowledge import SETTINGS, Clock, a_house, silent, write_note
from tests.app.learning import kept
from tests.builders import ALICE, NOON, SAM
from tests.desk.cases import stored

TEAM = (Expert("sam", products=frozenset({"W3"})), Expert("dora", Group.SUPER_USER))
INTERNAL = SETTINGS.replace('audience = "public"', 'audience = "internal"')

pytestmark = pytest.mark.slow  # the model is loaded


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house_of(tmp_path: Path, clock: Clock, embedder: SentenceEmbedder) -> Callable[[str], House]:
    return lambda settings: a_house(tmp_path, clock, settings, embedder=embedder)


def shelf_of(house: House) -> Shelf:
    gaps = Gaps(
        house.ledger, house.ledger.inquiries, kept(house), house.embedder.embed_questions, house.clock
    )
    notes = Notes(
        house.sources, None, house.intake, lambda: house.index, house.inventory, house.clock, lambda _: None
    )
    return Shelf(
        house.inventory,
        notes,
        lambda: house.index,
        house.ledger.uses,
        gaps,
        house.ledger.thanks,
        lambda: TEAM,
        house.clock,
    )


def read(house: House) -> None:
    house.intake.take(house.sources[0], full=False, progress=silent)


def test_an_expert_sees_their_notes_and_thanks_and_confirms_what_is_stale(
    house_of: Callable[[str], House], clock: Clock, tmp_path: Path
) -> None:
    house = house_of(SETTINGS)
    file = write_note(tmp_path)
    clock.wait(timedelta(days=30))
    read(house)
    shelf, case = shelf_of(house), stored(house.ledger, Stage.SENT)
    house.ledger.thanks.give(case.id, "sam", ALICE, NOON)
    home = shelf.home(SAM)
    [one] = home.notes
    assert (one.note.title, one.note.stale, one.replies) == ("What E17 means", True, 0)
    assert [thank.by for thank in home.thanks] == ["alice"]
    with pytest.raises(NotAllowed):
        shelf.confirm(one.note.id, ALICE)
    until = shelf.confirm(one.note.id, SAM)
    assert until > clock().date()
    assert f"review_by: {until}" in file.read_text(encoding="utf-8")
    assert [two.note.stale for two in shelf.home(SAM).notes] == [False]


def test_what_is_not_public_is_nearest_for_the_team_and_never_for_somebody_from_outside(
    house_of: Callable[[str], House], clock: Clock, tmp_path: Path
) -> None:
    house = house_of(INTERNAL)
    write_note(tmp_path)
    read(house)
    proposals = Proposals(lambda: house.index, lambda: TEAM, clock)
    (near,) = proposals.nearest("What does E17 mean?", "sam")
    assert near.passage.audience is Audience.INTERNAL
    assert proposals.nearest("What does E17 mean?", "dora") == []


def test_the_terms_of_a_note_are_guessed_with_a_reason(
    house_of: Callable[[str], House], clock: Clock
) -> None:
    house = house_of(SETTINGS)
    proposals = Proposals(lambda: house.index, lambda: TEAM, clock)
    proposed = proposals.proposed("How do I pair it?", "Hold SEARCH for four seconds.", None)
    assert (proposed.audience, proposed.products) == (Audience.PUBLIC, ())
    assert proposed.review_by > date(2026, 11, 20)
    assert proposed.reasons["audience"]


def test_a_dropped_file_goes_into_the_named_source_and_nowhere_when_none_is_named(
    house_of: Callable[[str], House], tmp_path: Path
) -> None:
    house = house_of(SETTINGS)
    (tmp_path / "notes").mkdir(exist_ok=True)
    files = [("w3.md", b"# W3\n\nThe W3 may be painted."), ("w3.exe", b"MZ")]
    taken, refused = Dropped(house.uploads, "notes").add(files)
    assert taken.arrival is Arrival.NEW
    assert [made.title for made in taken.made] == ["W3"]
    assert refused.arrival is Arrival.REFUSED
    with pytest.raises(StepNotPossible, match="files_into"):
        Dropped(house.uploads, None).add(files)
    with pytest.raises(StepNotPossible, match="no source is called 'sheets'"):
        Dropped(house.uploads, "sheets").add(files)
