"""The windows in which a person edits or rejects a draft. Pure."""

from dataclasses import replace
from typing import Any

from bots.slack.cards.buttons import MAX_DRAFT
from bots.slack.cards.proof import checks_of
from bots.slack.kit.blocks import Block, plain, quoted, run
from bots.slack.kit.targets import target_of
from bots.slack.kit.text import shorten, shown
from bots.slack.kit.wording import PLACES
from desk.cases import Case

Modal = dict[str, Any]

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


def edit_modal(case: Case, channel: str, why: str = "") -> Modal:
    """The draft in a field, or an empty field when there is none; below it what the checks say of this draft.

    `why` is the reason that the person gave already.
    """
    text = case.draft.text if case.draft else ""
    field = {
        "type": "plain_text_input",
        "action_id": TEXT,
        "multiline": True,
        "max_length": MAX_DRAFT,
        **({"initial_value": shown(text)} if text else {}),
    }
    asked = quoted([run("The customer wrote", bold=True)], shorten(case.message.text, 1000))
    reply: Block = {
        "type": "input",
        "block_id": TEXT,
        "label": plain("Reply"),
        "element": field,
        "hint": plain(_hint(case)),
    }
    found = checks_of(case.draft) if case.draft and case.draft.problems else []
    return _modal(SAVE_EDIT, "Edit the reply", "Save draft", case, channel, [asked, reply, _why(why), *found])


def reject_modal(case: Case, channel: str) -> Modal:
    """Why the draft will not do: one of the usual reasons, and room for words."""
    options = [{"text": plain(words), "value": key} for key, words in REASONS.items()]
    reason: Block = {
        "type": "input",
        "block_id": REASON,
        "label": plain("Reason"),
        "element": {"type": "static_select", "action_id": REASON, "options": options},
    }
    note: Block = {
        "type": "input",
        "block_id": NOTE,
        "optional": True,
        "label": plain("In your words"),
        "element": {"type": "plain_text_input", "action_id": NOTE, "multiline": True, "max_length": MAX_NOTE},
    }
    return _modal(SAVE_REJECTION, "Reject the draft", "Reject", case, channel, [reason, note])


def _why(given: str) -> Block:
    """Room for the reason of somebody who goes past a check."""
    field = {"type": "plain_text_input", "action_id": WHY, "multiline": True, "max_length": MAX_NOTE}
    return {
        "type": "input",
        "block_id": WHY,
        "optional": True,
        "label": plain("Why this is right although a check holds it back"),
        "hint": plain(
            "Kept with your name. Nothing lets pass personal data, internal matters or foreign links."
        ),
        "element": field | ({"initial_value": shown(given)} if given else {}),
    }


def reason_of(key: str, note: str | None) -> str:
    """A rejection in words."""
    words = note.strip() if note else ""
    return f"{REASONS[key]}: {words}" if words else REASONS[key]


def _hint(case: Case) -> str:
    draft = case.draft
    if draft is None:
        return "It is checked when you save, and goes out only when somebody approves it."
    return (
        f"As saved, this {PLACES[draft.to]} counts {draft.weighted_length} characters."
        " It is checked again when you save, and goes out only when somebody approves it."
    )


def _modal(id: str, title: str, submit: str, case: Case, channel: str, filled: list[Block]) -> Modal:
    return {
        "type": "modal",
        "callback_id": id,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "private_metadata": replace(target_of(case), channel=channel).encoded(),
        "blocks": filled,
    }
