"""The windows that open from a Home tab: the way to a case's card, and why something cannot be done; pure."""

from bots.slack.kit.blocks import actions, link_button, paragraph, run
from bots.slack.kit.text import label
from bots.slack.kit.windows import View, modal
from bots.slack.kit.wording import STAGES
from bots.slack.modals.about import newest
from desk.cases import Case

CASE_WINDOW, GO_TO_CARD = "case_window", "go_to_card"
NO_CARD = "It has no card in Slack just now; it stands on the desk in the browser."


def case_window(case: Case, permalink: str | None) -> View:
    """What the case is, and the way to its card; None when it has no card that Slack can show."""
    whose = f", claimed by {label(case.assignee)}" if case.assignee else ""
    standing = paragraph(run(f"Case {case.id} is {STAGES[case.stage]}{whose}."))
    way = (
        actions(GO_TO_CARD, [link_button(GO_TO_CARD, "Go to the card", permalink)])
        if permalink
        else paragraph(run(NO_CARD))
    )
    return modal(CASE_WINDOW, f"Case {case.id}", [standing, newest(case), way])


def refused_window(reason: str) -> View:
    """For a click on a Home tab, which has no channel to whisper in."""
    return modal("refused", "Not possible", [paragraph(run(reason))])
