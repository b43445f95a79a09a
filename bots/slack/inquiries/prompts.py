"""First questions that the Messages tab suggests: what can be asked, and what the person asked before. Pure."""

from collections.abc import Iterable

from bots.slack.kit.text import label

FIRST = "What can you do?"
MOST = 4  # that Slack takes
_MAX_TITLE, _MAX_MESSAGE = 60, 1000


def prompts_for(asked: Iterable[str]) -> list[dict[str, str]]:
    """`asked` are their own questions, newest first; nobody sees those of others."""
    questions = list(dict.fromkeys([FIRST, *asked]))[:MOST]
    return [{"title": label(words, _MAX_TITLE), "message": words[:_MAX_MESSAGE]} for words in questions]
