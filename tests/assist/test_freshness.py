"""A draft that quotes a note past its review date says so, and can still be approved."""

from dataclasses import replace

from assist.checks.context import Source
from assist.checks.table import problems_of
from desk.drafts import Draft
from index.knowledge import Document, DocumentId, Kind
from tests.assist.desk import ASKS_E17, SHEET, a_context, an_assistant, cites
from tests.builders import a_draft
from tests.fakes.knowledge import FakeKnowledge

E17 = "E17 on the W3 means that the rain gauge is blocked."
FUNNEL = "Lift the funnel off and rinse it with warm water."
FRESH = replace(
    SHEET, version=1, kind=Kind.SME_NOTE, title="E17", meta={"owner": "sam", "review_by": "2027-03-31"}
)
STALE = replace(FRESH, meta={**FRESH.meta, "stale_since": "2026-10-31"})


def warnings(draft: Draft, *documents: Document) -> list[str]:
    found = problems_of(a_context(draft, *documents))
    assert not any(problem.blocking for problem in found)
    return [problem.message for problem in found if problem.check == "freshness"]


def test_a_stale_note_is_named_with_its_owner_and_date_and_blocks_nothing() -> None:
    draft = a_draft(E17, citations=[cites(STALE, E17)])
    assert warnings(draft, STALE) == [
        "source 1 ('E17') was to be reviewed by 2026-10-31; ask sam whether it still holds"
    ]


def test_a_note_that_was_reviewed_warns_of_nothing() -> None:
    assert warnings(a_draft(E17, citations=[cites(FRESH, E17)]), FRESH) == []


def test_a_note_that_is_quoted_twice_warns_once() -> None:
    draft = a_draft(f"{E17} {FUNNEL}", citations=[cites(STALE, E17), cites(STALE, FUNNEL, marker=2)])
    assert len(warnings(draft, STALE)) == 1


def test_two_stale_notes_warn_each() -> None:
    other = replace(STALE, id=DocumentId("other"), title="Funnels", meta={"stale_since": "2026-01-01"})
    draft = a_draft(f"{E17} {FUNNEL}", citations=[cites(STALE, E17), cites(other, FUNNEL, marker=2)])
    assert warnings(draft, STALE, other) == [
        "source 1 ('E17') was to be reviewed by 2026-10-31; ask sam whether it still holds",
        "source 2 ('Funnels') was to be reviewed by 2026-01-01; ask somebody who knows whether it still holds",
    ]


def test_the_note_as_it_is_now_decides_not_the_version_that_was_quoted() -> None:
    draft = a_draft(E17, citations=[cites(STALE, E17)])
    context = a_context(draft, STALE)
    reviewed = replace(
        context, sources={(STALE.id, 1): Source(quoted=STALE, current=replace(FRESH, version=2))}
    )
    assert problems_of(reviewed) == ()


def test_a_draft_made_of_a_stale_note_carries_the_warning() -> None:
    answer = an_assistant(FakeKnowledge(replace(STALE, version=0))).answer(ASKS_E17)
    assert answer.draft is not None
    assert [problem.check for problem in answer.draft.problems] == ["freshness"]
    assert not answer.draft.blocked
