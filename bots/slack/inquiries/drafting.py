"""The window of "Draft a reply": it opens at once, and is filled when the draft is there. Pure."""

from typing import Any

from bots.slack.cards.proof import draft_of, guidance_of
from bots.slack.inquiries.answers import ALONE, drafted_blocks
from bots.slack.inquiries.ports import Found
from bots.slack.kit.blocks import Block, context, paragraph, quoted, run
from bots.slack.kit.text import label, shorten, shown
from bots.slack.kit.windows import modal
from desk.drafts import Draft

NAME = "drafted_reply"
NO_TEXT = "This message has no text that a reply could be drafted to."
_TITLE = "Draft a reply"
_MAX_ASKED, _MAX_DRAFT, _MAX_GUIDANCE = 1000, 2900, 600


def working_window(asked: str) -> dict[str, Any]:
    """What stands there while the draft is made."""
    wait = context("Drafting. If nothing comes within a minute, close this and try again.")
    return modal(NAME, _TITLE, [_asked(asked), wait])


def told_window(words: str) -> dict[str, Any]:
    """Why there will be no draft."""
    return modal(NAME, _TITLE, [paragraph(run(label(words, 500)))])


def draft_window(asked: str, found: Found) -> dict[str, Any]:
    """The draft with its sources, its text once more to be copied; or why there is none."""
    return modal(
        NAME,
        _TITLE,
        [_asked(asked), *_drafted(found), *guidance_of(found.guidance, _MAX_GUIDANCE), context(ALONE)],
    )


def _asked(asked: str) -> Block:
    return quoted([run("The message", bold=True)], shorten(shown(asked), _MAX_ASKED))


def _drafted(found: Found) -> list[Block]:
    answer = found.answer
    hint = [paragraph(run("Inside only: ", bold=True), run(label(answer.hint, 500)))] if answer.hint else []
    if answer.draft is None:
        return [
            paragraph(run("No draft: ", bold=True), run(label(answer.reason or "no reason given", 500))),
            *hint,
        ]
    draft = answer.draft
    return [draft_of(draft, _MAX_DRAFT), *_to_copy(draft), *drafted_blocks(draft), *hint]


def _to_copy(draft: Draft) -> list[Block]:
    text = {"type": "rich_text_preformatted", "elements": [run(shorten(draft.text, _MAX_DRAFT))]}
    return [context("To copy:"), {"type": "rich_text", "elements": [text]}]
