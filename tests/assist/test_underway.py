"""What a drafter writes can be watched while it writes, and by nobody afterwards."""

from contextlib import suppress
from itertools import pairwise

from assist.underway import Underway
from desk.cases import CaseId
from tests.assist.desk import ASKS_E17, SHEET, a_case, an_assistant
from tests.assist.model.answers import GOOD, a_drafter, says
from tests.builders import NOON, a_message
from tests.fakes.knowledge import FakeKnowledge
from tests.fakes.scripted_chat import ScriptedChat

INVENTED = says(("E17 means that 99 mice live in it.", 1, "E17 on the W3"))


def test_a_case_is_drafted_aloud() -> None:
    heard: list[str] = []
    assistant = an_assistant(FakeKnowledge(SHEET), a_drafter(ScriptedChat(GOOD)))
    case = assistant.respond(a_case(a_message(ASKS_E17)), NOON, heard.append).case
    assert case.draft is not None
    assert heard[-1] == case.draft.text
    assert len(heard) > 2
    assert all(later.startswith(earlier) for earlier, later in pairwise(heard))


def test_the_second_round_is_heard_too_and_only_what_the_checks_passed_is_proposed() -> None:
    heard: list[str] = []
    assistant = an_assistant(FakeKnowledge(SHEET), a_drafter(ScriptedChat(INVENTED, GOOD)))
    case = assistant.respond(a_case(a_message(ASKS_E17)), NOON, heard.append).case
    assert case.draft is not None
    assert any("99 mice" in text for text in heard)
    assert "99 mice" not in case.draft.text
    assert heard[-1] == case.draft.text


def test_a_draft_that_is_done_or_failed_is_underway_no_more() -> None:
    underway = Underway()
    with underway.drafting(CaseId(1)) as told:
        assert underway.texts() == {}
        told("E17 means")
        assert underway.texts() == {CaseId(1): "E17 means"}
    assert underway.text(CaseId(1)) == ""
    with suppress(OSError), underway.drafting(CaseId(2)) as told:
        told("E18")
        raise OSError
    assert underway.texts() == {}
