"""What all windows about a case carry: which case it is, and its newest message. Pure."""

from dataclasses import replace

from assist.reply.telling import words_of
from bots.slack.kit.blocks import Block, quoted, run
from bots.slack.kit.targets import target_of
from bots.slack.kit.text import label, shorten
from desk.cases import Case

MAX_MESSAGE = 1000


def about(case: Case, channel: str) -> str:
    """For a window's `about`: the case, what of it is to be seen, and the channel of its card."""
    return replace(target_of(case), channel=channel).encoded()


def newest(case: Case, limit: int = MAX_MESSAGE) -> Block:
    """The message that the window is about."""
    who = f"Case {case.id}: @{label(case.message.author_handle)} wrote"
    return quoted([run(who, bold=True)], shorten(words_of(case.message), limit))
