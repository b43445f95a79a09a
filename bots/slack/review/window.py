"""The window in which somebody who leads grades a sent reply; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from assist.text.changes import Change, changes
from bots.slack.kit.blocks import Block, Run, context, link, listed, paragraph, quoted, run
from bots.slack.kit.inputs import field, option, radio, text_input
from bots.slack.kit.text import label, shorten
from bots.slack.kit.windows import View, modal, picked, written
from bots.slack.kit.wording import PLACES
from bots.slack.modals.about import newest
from bots.slack.review.target import ReviewTarget
from desk.drafts import Citation, Draft
from desk.reviewing import Criterion, Grade, Reviewable, agent_of

SAVE_REVIEW = "save_review"
COMMENT = "comment"
MAX_REPLY, MAX_COMMENT = 2900, 2000
_MAX_CHANGES, _MAX_SOURCES, _LONGEST = 12, 10, 200

CRITERIA: Mapping[Criterion, str] = {
    Criterion.CORRECT: "Is it correct?",
    Criterion.COMPLETE: "Does it answer everything that was asked?",
    Criterion.SOURCED: "Do the sources carry it?",
    Criterion.TONE: "Is the tone right?",
    Criterion.CHANNEL: "Was it the right channel: public, or a direct message?",
}
GRADES: Mapping[Grade, str] = {
    Grade.YES: "Yes",
    Grade.NO: "No",
    Grade.NOT_APPLICABLE: "Does not apply",
}


def review_window(about: Reviewable, told: bool) -> View:
    """What the customer wrote, what we said and on whose word, and a field for each grade.

    `told`: whether Slack can bring the comment to the agent.
    """
    reply, draft = about.reply, about.reply.draft
    filled = [newest(reply), *(_reply(about, draft) if draft else [])]
    filled += [_grading(criterion, question) for criterion, question in CRITERIA.items()]
    filled.append(_comment(agent_of(reply), told))
    target = ReviewTarget(reply.id, draft.version if draft else 0)
    return modal(
        SAVE_REVIEW,
        f"Review case {reply.id}",
        filled,
        about=target.encoded(),
        submit="Save review",
        close="Cancel",
    )


def grades_of(body: dict[str, Any]) -> dict[Criterion, Grade]:
    """What was picked."""
    given = {criterion: picked(body, criterion.value) for criterion in CRITERIA}
    return {criterion: Grade(value) for criterion, value in given.items() if value}


def comment_of(body: dict[str, Any]) -> str:
    """What is to be told to the agent; empty when nothing is."""
    return written(body, COMMENT)


def _reply(about: Reviewable, draft: Draft) -> list[Block]:
    who, place = label(agent_of(about.reply)), PLACES[draft.to]
    title = [run(f"{who} sent this {place}", bold=True)]
    return [
        quoted(title, shorten(draft.text, MAX_REPLY)),
        _changed(who, about.drafted, draft),
        _sources(draft.citations),
    ]


def _changed(who: str, drafted: str | None, draft: Draft) -> Block:
    if not draft.by_person:
        return paragraph(run("It went out as it was drafted."))
    if drafted is None:
        return paragraph(run(f"{who} wrote it: there was no draft."))
    told = [[run(_in_words(change))] for change in changes(drafted, draft.text)]
    if not told:
        return paragraph(run(f"{who} saved the draft as it was."))
    more = [[run(f"and {len(told) - _MAX_CHANGES} more")]] if len(told) > _MAX_CHANGES else []
    return listed([run(f"What {who} changed", bold=True)], [*told[:_MAX_CHANGES], *more])


def _in_words(change: Change) -> str:
    before, after = (label(words, _LONGEST) for words in (change.before, change.after))
    if not change.before:
        return f"added: {after}"
    if not change.after:
        return f"took out: {before}"
    return f"instead of: {before} – wrote: {after}"


def _sources(citations: Sequence[Citation]) -> Block:
    if not citations:
        return context("It quotes no source.")
    return listed([run("Sources", bold=True)], [_source(one) for one in citations[:_MAX_SOURCES]])


def _source(citation: Citation) -> list[Run]:
    page = f", page {citation.page}" if citation.page is not None else ""
    title = link(citation.url, f"[{citation.marker}] {label(citation.title)}")
    return [title, run(f"{page}: {label(citation.quote, _LONGEST)}")]


def _grading(criterion: Criterion, question: str) -> Block:
    options = [option(grade.value, words) for grade, words in GRADES.items()]
    return field(criterion.value, question, radio(criterion.value, options))


def _comment(agent: str, told: bool) -> Block:
    name = label(agent, 40)
    hint = (
        f"{name} gets it from the bot, once." if told else f"Slack does not know {name}: tell them yourself."
    )
    element = text_input(COMMENT, multiline=True, longest=MAX_COMMENT)
    return field(COMMENT, f"Comment to {name}", element, hint=hint, optional=True)
