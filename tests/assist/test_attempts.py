"""Several drafters: who is asked when, and what of it is remembered."""

from collections.abc import Callable
from itertools import count

from assist.checks.run import Checker
from assist.draft.citing import citation_of
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.ports import Assignment, Drafted, Drafter
from assist.errors import DraftingFailed
from assist.respond import Assistant
from desk.messages import Message
from tests.assist.desk import ASKS_E17, NOTE, SHEET
from tests.builders import a_message
from tests.fakes.knowledge import FakeKnowledge, SharedWords

INVENTED = "E17 on the W3 means that 99 mice live in the rain gauge."


class Scripted:
    """A drafter that does what it was told, one assignment after the other."""

    def __init__(self, *acts: Callable[[Assignment], Drafted]) -> None:
        self.acts = list(acts)
        self.given: list[Assignment] = []

    def draft(self, assignment: Assignment) -> Drafted:
        self.given.append(assignment)
        return self.acts.pop(0)(assignment)


def says(sentence: str, *, repairable: bool = False) -> Callable[[Assignment], Drafted]:
    """Puts the sentence before the best passage's first one as its proof."""

    def act(assignment: Assignment) -> Drafted:
        hit = assignment.evidence.hits[0]
        document = assignment.evidence.documents[hit.passage.document_id]
        stop = hit.passage.start + hit.passage.text.index(".") + 1
        citation = citation_of(1, sentence, hit, document, hit.passage.start, stop)
        return Drafted((citation,), "scripted", repairable=repairable)

    return act


def fails(_: Assignment) -> Drafted:
    raise DraftingFailed("the model did not answer within 30 s")


def cannot(_: Assignment) -> Drafted:
    return Drafted((), "scripted")


def an_assistant(
    *drafters: Drafter, earlier: tuple[str, ...] = (), knowledge: FakeKnowledge | None = None
) -> Assistant:
    def said(_: Message) -> tuple[str, ...]:
        return earlier

    ticks = count()
    checker = Checker(knowledge or FakeKnowledge(SHEET), SharedWords(), earlier=said)
    quoting = ExtractiveDrafter(SharedWords(), answers=0.3)
    return Assistant(checker, [*drafters, quoting], floor=0.3, ticks=lambda: float(next(ticks)))


def test_when_the_first_drafter_fails_the_next_one_drafts_and_the_agent_is_told_why() -> None:
    draft = an_assistant(Scripted(fails)).answer(ASKS_E17).draft
    assert draft is not None
    assert (draft.drafter, draft.blocked) == ("extractive", False)
    assert draft.made.attempts == ("the model did not answer within 30 s",)
    assert "did not answer within 30 s; this is quoted instead" in draft.problems[-1].message


def test_a_drafter_that_can_mend_its_draft_hears_what_is_wrong_with_it_once() -> None:
    right = "E17 on the W3 means that the rain gauge is blocked."
    model = Scripted(says(INVENTED, repairable=True), says(right))
    draft = an_assistant(model).answer(ASKS_E17).draft
    assert draft is not None
    assert (draft.drafter, draft.made.attempts) == ("scripted", ())
    first, second = model.given
    assert (first.refused, first.findings) == (None, ())
    assert second.refused is not None
    assert second.refused.text == INVENTED
    assert any("99" in problem.message for problem in second.findings)


def test_a_draft_that_is_still_wrong_never_reaches_a_person() -> None:
    model = Scripted(says(INVENTED, repairable=True), says(INVENTED, repairable=True))
    draft = an_assistant(model).answer(ASKS_E17).draft
    assert draft is not None
    assert draft.drafter == "extractive"
    assert "scripted was held back" in draft.made.attempts[0]
    assert "99 mice" not in draft.text


def test_when_no_draft_stands_the_checks_there_is_none_and_the_reason_says_so() -> None:
    checker = Checker(FakeKnowledge(SHEET), SharedWords())
    answer = Assistant(checker, [Scripted(says(INVENTED))], floor=0.3).answer(ASKS_E17)
    assert answer.draft is None
    assert answer.reason is not None
    assert answer.reason.startswith("no draft stood the checks (scripted was held back: ")


def test_a_drafter_that_says_that_nothing_answers_is_believed() -> None:
    assert an_assistant(Scripted(cannot)).answer(ASKS_E17).draft is None


def test_a_draft_remembers_what_it_was_made_from_what_the_checks_said_and_how_long_it_took() -> None:
    draft = an_assistant().answer(ASKS_E17).draft
    assert draft is not None
    considered = draft.made.considered[0]
    assert (considered.document_id, considered.document_version, considered.start) == (SHEET.id, 1, 0)
    assert draft.made.verdicts["quotes"] == "passed"
    assert set(draft.made.timings_ms) == {"triage", "evidence", "drafting", "checks"}
    assert draft.made.timings_ms["triage"] == 1000


def test_guidance_lists_what_the_customer_may_not_read() -> None:
    assistant = an_assistant(knowledge=FakeKnowledge(SHEET, NOTE))
    answer = assistant.answer("@FennbyCare what does E17 mean on the W3?")
    assert {one.document_id for one in answer.guidance} == {NOTE.id}


def test_a_text_that_went_to_somebody_else_goes_out_behind_another_opening() -> None:
    first = an_assistant().answer(a_message(ASKS_E17)).draft
    assert first is not None
    second = an_assistant(earlier=(first.text,)).answer(a_message(ASKS_E17)).draft
    assert second is not None
    assert second.text == f"Hi there! {first.text}"
    assert not second.problems
    third = an_assistant(earlier=(first.text, second.text)).answer(a_message(ASKS_E17)).draft
    assert third is not None
    assert third.text not in {first.text, second.text}
    assert third.citations == first.citations


def test_an_invitation_to_go_on_in_private_is_varied_as_well() -> None:
    message = a_message("@FennbyCare where is my refund? order FN-55208")
    first = an_assistant().answer(message).draft
    assert first is not None
    second = an_assistant(earlier=(first.text,)).answer(message).draft
    assert second is not None
    assert (second.text, second.problems) == (f"Hi there! {first.text}", ())
