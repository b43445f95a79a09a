"""What an author is told of a contribution: messages with the line that lock screens and screen readers get. Pure."""

from typing import Any

from bots.slack.kit.blocks import Block, actions, button, paragraph, quoted, run
from bots.slack.kit.text import escaped, label, shorten
from bots.slack.knowledge.wording import counted
from desk.contributions import Contribution, Progress

TRY_AGAIN = "try_contribution_again"
_MAX_ANSWER = 3000  # all of it: what was written must not be lost with a note that could not be made

Message = dict[str, Any]


def outcome_of(contribution: Contribution) -> Message:
    """Its note can be found and answered so many cases, or there is none."""
    if contribution.state is Progress.FAILED:
        return _failed(contribution)
    cases = contribution.cases_answered or 0
    if cases == 0:
        return _message(
            contribution, "Indexed: your note can be found now. No waiting case was answered by it."
        )
    drafts = "which has a new draft" if cases == 1 else "each of which has a new draft"
    return _message(contribution, f"Indexed: your note answered {counted(cases, 'waiting case')}, {drafts}.")


def _failed(contribution: Contribution) -> Message:
    """Why, all that was written, and a button to try again."""
    again = button(TRY_AGAIN, "Try again", str(contribution.id))
    return _message(
        contribution,
        "No note could be made of what you wrote.",
        paragraph(run("Why: ", bold=True), run(label(contribution.detail or "nobody knows", 500))),
        quoted([run("What you wrote", bold=True)], shorten(contribution.answer, _MAX_ANSWER)),
        actions(f"contribution-{contribution.id}", [again]),
    )


def _message(contribution: Contribution, words: str, *more: Block) -> Message:
    about = quoted([run(words, bold=True)], label(contribution.question, 300))
    return {"text": escaped(f"{words} {label(contribution.question, 200)}"), "blocks": [about, *more]}
