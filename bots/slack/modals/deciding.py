"""The windows in which a person edits or rejects a draft. Pure."""

from bots.slack.cards.buttons import MAX_DRAFT
from bots.slack.cards.proof import checks_of
from bots.slack.kit.blocks import quoted, run
from bots.slack.kit.inputs import field, option, static_select, text_input
from bots.slack.kit.text import shorten
from bots.slack.kit.windows import View, modal
from bots.slack.kit.wording import PLACES
from bots.slack.modals.about import about, newest
from desk.cases import Case, Person, Seen
from desk.drafts import Draft, Problem

SAVE_EDIT, SAVE_REJECTION = "save_edit", "save_rejection"
TEXT, WHY, REASON, NOTE = "text", "why", "reason", "note"  # block and action ids of the fields
MAX_NOTE = 500

REASONS = {
    "wrong": "The answer is wrong",
    "besides": "It answers something else",
    "sources": "The sources do not carry it",
    "tone": "The tone is wrong",
    "private": "It should not be said in public",
    "handled": "It is handled elsewhere",
    "other": "Another reason (see below)",
}


def edit_modal(case: Case, channel: str) -> View:
    """The draft in a field, or an empty field when there is none; below it what the checks say of this draft."""
    text = case.draft.text if case.draft else ""
    vouched = case.draft.vouched if case.draft else ""
    filled = [
        newest(case),
        field(
            TEXT, "Reply", text_input(TEXT, initial=text, multiline=True, longest=MAX_DRAFT), hint=_hint(case)
        ),
        _why(vouched),
        *(checks_of(case.draft) if case.draft and case.draft.problems else []),
    ]
    return modal(
        SAVE_EDIT, "Edit the reply", filled, about=about(case, channel), submit="Save draft", close="Cancel"
    )


def reject_modal(case: Case, channel: str) -> View:
    """Why the draft will not do: one of the usual reasons, and room for words."""
    options = [option(key, words) for key, words in REASONS.items()]
    draft = [quoted([run("The draft", bold=True)], shorten(case.draft.text, 500))] if case.draft else []
    filled = [
        *draft,
        field(REASON, "Reason", static_select(REASON, options)),
        field(NOTE, "In your words", text_input(NOTE, multiline=True, longest=MAX_NOTE), optional=True),
    ]
    return modal(
        SAVE_REJECTION,
        "Reject the draft",
        filled,
        about=about(case, channel),
        submit="Reject",
        close="Cancel",
    )


def reason_of(reasons: dict[str, str], key: str, note: str) -> str:
    """A reason in words."""
    return f"{reasons[key]}: {note}" if note else reasons[key]


def faults_of(draft: Draft) -> dict[str, str]:
    """What must be mended before this draft can go out, by the field of the edit window that it belongs to."""
    blocking = [problem for problem in draft.problems if problem.blocking]
    wrong = [_fault(problem) for problem in blocking if not problem.passable]
    passable = [_fault(problem) for problem in blocking if problem.passable]
    asked = "Change the reply, or say here why it is right: "
    found = {TEXT: "; ".join(wrong), WHY: asked + "; ".join(passable) if passable else ""}
    return {name: f"Kept, and not ready to go out. {words}" for name, words in found.items() if words}


def carried_on(case: Case, seen: Seen, by: Person) -> Seen:
    """What a person saw, or their own newest text when the checks held it back: its window is still open."""
    draft = case.draft
    theirs = draft is not None and draft.blocked and draft.drafter == f"person:{by.name}"
    return case.seen if theirs and seen.message == case.seen.message else seen


def _why(given: str) -> dict[str, object]:
    """Room for the reason of somebody who goes past a check."""
    return field(
        WHY,
        "Why this is right although a check holds it back",
        text_input(WHY, initial=given, multiline=True, longest=MAX_NOTE),
        hint="Kept with your name. Nothing lets pass personal data, internal matters or foreign links.",
        optional=True,
    )


def _fault(problem: Problem) -> str:
    about = (
        f"“{shorten(problem.words, 60)}”: " if problem.words and problem.words not in problem.message else ""
    )
    return f"{about}{problem.message} ({problem.check})"


def _hint(case: Case) -> str:
    draft = case.draft
    if draft is None:
        return "It is checked when you save, and goes out only when somebody approves it."
    return (
        f"As saved, this {PLACES[draft.to]} counts {draft.weighted_length} characters."
        " It is checked again when you save, and goes out only when somebody approves it."
    )
