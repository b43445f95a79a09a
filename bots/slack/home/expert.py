"""The Home tab of somebody who teaches: their notes, what nobody knows yet in their field, and thanks. Pure."""

import json
from collections.abc import Sequence

from bots.slack.kit.blocks import Block, Run, button, context, header, link, listed, paragraph, run, section
from bots.slack.kit.text import label
from bots.slack.knowledge.ports import ExpertHome, NoteInUse
from bots.slack.knowledge.wording import GAPS, counted
from desk.gaps import KnowledgeGap
from desk.thanks import Thank

CONFIRM_NOTE, ANSWER_GAP = "confirm_note", "answer_gap"
MAX_BLOCKS = 26  # of the hundred that a Home tab takes
MAX_QUESTION = 600  # characters of the question that a button carries
MAX_VALUE = 2000  # characters that a button carries at all
_MAX_STALE, _MAX_NOTES, _MAX_GROUPS, _MAX_ALSO, _MAX_THANKS = 8, 12, 10, 2, 5
_LONGEST = 150


def expert_sections(home: ExpertHome) -> list[Block]:
    """At most `MAX_BLOCKS` of them."""
    return [*_open(home.groups), *_notes(home.notes), *_thanks(home.thanks)]


def _open(groups: Sequence[Sequence[KnowledgeGap]]) -> list[Block]:
    if not groups:
        return [header("Open questions in your field"), paragraph(run("None: what was asked is known."))]
    shown = [_group(group) for group in groups[:_MAX_GROUPS]]
    return [header("Open questions in your field"), *shown, *_more(len(groups) - _MAX_GROUPS, "group")]


def _group(group: Sequence[KnowledgeGap]) -> Block:
    """A question with those like it, and a button to answer all of them at once."""
    first = group[0]
    also = [f"Also: {label(gap.question, _LONGEST)}" for gap in group[1 : 1 + _MAX_ALSO]]
    waiting = sum(gap.case_id is not None for gap in group)
    asked = f"Asked {counted(len(group), 'time')}, {counted(waiting, 'case')} waiting"
    kinds = ", ".join(GAPS[kind] for kind in dict.fromkeys(gap.kind for gap in group))
    lines = [label(first.question, 2 * _LONGEST), *also, f"{asked}: {kinds}"]
    name = "Answer" if len(group) == 1 else f"Answer all {len(group)}"
    spoken = f"{name}: {label(first.question, 50)}"
    return section("\n".join(lines), button(ANSWER_GAP, name, _asked(group), spoken=spoken))


def _asked(group: Sequence[KnowledgeGap]) -> str:
    """What a group's button sends back: its question, and the case that waits longest for the answer."""
    case_id = next((gap.case_id for gap in group if gap.case_id is not None), None)
    return json.dumps(
        {"question": label(group[0].question, MAX_QUESTION), "case_id": case_id}, ensure_ascii=False
    )


def _notes(notes: Sequence[NoteInUse]) -> list[Block]:
    if not notes:
        return [header("Your notes"), paragraph(run("None yet. What you answer becomes a note of yours."))]
    stale = [one for one in notes if one.note.stale]
    others = [one for one in notes if not one.note.stale]
    lines = [_line(one) for one in others[:_MAX_NOTES]]
    listing = [listed([run(f"{counted(len(others), 'note')} up to date", bold=True)], lines)] if lines else []
    return [
        header("Your notes"),
        *[_stale(one) for one in stale[:_MAX_STALE]],
        *_more(len(stale) - _MAX_STALE, "note to look at"),
        *listing,
        *_more(len(others) - _MAX_NOTES, "note"),
    ]


def _stale(one: NoteInUse) -> Block:
    """A note to look at, with a button for one that still holds."""
    title = label(one.note.title)
    words = f"Please look at “{title}” again: it was to be reviewed by {one.note.review_by}. {_used(one)}"
    if len(one.note.id) > MAX_VALUE:
        return section(words)
    spoken = f"Still right: {label(one.note.title, 50)}"
    return section(words, button(CONFIRM_NOTE, "Still right", one.note.id, spoken=spoken))


def _line(one: NoteInUse) -> list[Run]:
    when = f" · to be reviewed by {one.note.review_by}" if one.note.review_by else ""
    return [link(one.note.url, label(one.note.title)), run(f" · {_used(one)}{when}")]


def _used(one: NoteInUse) -> str:
    return f"Quoted in {one.replies} sent {'reply' if one.replies == 1 else 'replies'}"


def _thanks(thanks: Sequence[Thank]) -> list[Block]:
    if not thanks:
        return []
    lines = [[run(f"{label(one.by)}, case {one.case_id}, {one.at:%Y-%m-%d}")] for one in thanks[:_MAX_THANKS]]
    said = listed([run(f"Agents thanked you {counted(len(thanks), 'time')}", bold=True)], lines)
    return [header("Thanks"), said]


def _more(number: int, what: str) -> list[Block]:
    return [context(f"and {counted(number, f'more {what}')}")] if number > 0 else []
