"""What `/assist QUESTION` answers to the one who asked. Pure."""

from collections.abc import Sequence

from assist.knowledge.guidance import Guidance
from assist.reply.answers import Answer
from bots.slack.cards.proof import checks_of, draft_of, guidance_of, sources_of
from bots.slack.kit.blocks import Block, context, paragraph, run
from bots.slack.kit.text import label

USAGE = "Write the question after the command, such as: /assist how do I reset the W3?"
_MAX_DRAFT, _MAX_SOURCES, _MAX_QUOTE, _MAX_GUIDANCE = (
    1000,
    4,
    120,
    300,
)  # together they fit into one message of Slack


def answer_blocks(question: str, answer: Answer, guidance: Sequence[Guidance] = ()) -> list[Block]:
    """A sourced draft, or why there is none; and what internal knowledge there is for the asker alone."""
    return [
        paragraph(run("You asked: ", bold=True), run(label(question, 300))),
        *_body(answer),
        *([paragraph(run("Inside only: ", bold=True), run(label(answer.hint, 500)))] if answer.hint else []),
        *guidance_of(guidance, _MAX_GUIDANCE),
        context("Only you can see this. Nothing was sent to anybody."),
    ]


def _body(answer: Answer) -> list[Block]:
    if answer.draft is None:
        return [paragraph(run("No draft: ", bold=True), run(label(answer.reason or "no reason given", 500)))]
    return [
        draft_of(answer.draft, _MAX_DRAFT),
        *sources_of(answer.draft, limit=_MAX_SOURCES, quote=_MAX_QUOTE),
        *checks_of(answer.draft),
    ]
