"""The windows in which a person reads a source or a history."""

from dataclasses import replace

import pytest

from assist.reply.surroundings import Surroundings
from bots.slack.modals.reading import history_modal, source_modal
from desk.cases import CaseId, Said, Stage
from desk.drafts import To
from desk.history import Entry
from index.knowledge import Audience
from tests.bots.cases import a_case
from tests.bots.slack.reading import words
from tests.builders import NOON, a_citation, a_draft
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()
QUOTE = "E17 means that the rain gauge is blocked."
AROUND = Surroundings(
    "W3 weather station",
    "https://docs.fennby.example/w3",
    1,
    7,
    Audience.PUBLIC,
    "Errors. ",
    QUOTE,
    " Rinse it.",
    newest_version=1,
    still_there=True,
)


def passage(found: Surroundings | None, count: int = 1, number: int = 1) -> str:
    cited = tuple(replace(a_citation(), marker=place + 1, page=7) for place in range(count))
    case = a_case(draft=a_draft(version=1, citations=cited))
    view = source_modal(case, "C1", cited, number, found)
    assert SLACK.view_faults(view) == []
    return words(view["blocks"])


def test_a_quote_stands_in_its_surroundings_between_marks_that_can_be_heard() -> None:
    seen = passage(AROUND)
    assert f"Errors. \n» \n{QUOTE}\n «\n Rinse it." in seen
    assert "[1] W3 weather station" in seen
    assert "Version 1\nPage 7" in seen
    assert "This is its newest version." in seen
    assert "Who may read it: public" in seen


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (replace(AROUND, newest_version=None, still_there=False), "Withdrawn meanwhile"),
        (replace(AROUND, newest_version=2, still_there=False), "version 2 does not say this any more"),
        (replace(AROUND, newest_version=2), "Version 2 took its place; it still says this"),
        (None, "cannot be read any more"),
    ],
)
def test_what_became_of_a_source_is_said_in_words(found: Surroundings | None, told: str) -> None:
    assert told in passage(found)
    assert QUOTE in passage(found)


def test_from_one_source_a_menu_leads_to_all_others() -> None:
    assert "[20] W3 weather station" in passage(AROUND, count=20, number=5)
    assert "Read another source" not in passage(AROUND)


def test_a_customers_history_is_told_newest_first_with_our_replies() -> None:
    said = Said("Rinse the gauge.", To.PUBLIC, NOON)
    earlier = [
        replace(a_case(Stage.SENT), id=CaseId(9), said=(said,)),
        replace(a_case(Stage.SET_ASIDE), id=CaseId(8)),
    ]
    steps = [Entry(NOON, "rainy_day", "opened"), Entry(NOON, "assistant", "proposed", "draft 1")]
    view = history_modal(a_case(), "C1", steps, earlier, 0)
    assert SLACK.view_faults(view) == []
    seen = words(view["blocks"])
    assert seen.index("assistant proposed: draft 1") < seen.index("rainy_day opened")
    assert seen.index("Case 9 on simulator: answered") < seen.index("Case 8 on simulator: set aside")
    assert "as public reply: Rinse the gauge." in seen


def test_what_is_left_out_of_a_history_is_said() -> None:
    steps = [Entry(NOON, "alice", "looked")] * 30
    said = (Said("Rinse it.", To.DM, NOON),) * 5
    view = history_modal(a_case(), "C1", steps, [a_case(said=said)] * 20, 7)
    assert SLACK.view_faults(view) == []
    seen = words(view["blocks"])
    assert "and 18 before" in seen
    assert "and 3 before" in seen
    assert "and 12 older, not shown here" in seen


def test_a_first_case_has_no_history() -> None:
    assert "None: this is the first." in words(history_modal(a_case(), "C1", [], [], 0)["blocks"])
