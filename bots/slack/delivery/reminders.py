"""Reminders in the desk's channel: what happened to the knowledge, and who should do what about it."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bots.slack.delivery.board import SLACK_FAILED
from bots.slack.kit.blocks import Run, link, mention, paragraph, run
from bots.slack.kit.text import escaped, label
from desk.cases import Person
from index.events import Event, EventKind

logger = logging.getLogger(__name__)

# What is wrong with one message stays wrong: it must not keep the others waiting.
_UNFIT = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "invalid_arguments", "msg_too_long", "msg_blocks_too_long"}
)
_LONGEST = 200

Said = Mapping[str, Any]


class Reminders:
    """Posts one message for each happening that somebody should act on."""

    def __init__(self, client: WebClient, people: Iterable[Person], channel: str) -> None:
        self._client = client
        self._channel = channel
        self._slack_ids = {person.name.casefold(): person.slack_id for person in people if person.slack_id}

    def tell(self, event: Event) -> bool:
        """Posts it, if it is for people; False when Slack may take it later."""
        wording = _WORDINGS.get(event.kind)
        if wording is None:
            return True
        try:
            self._post(event.key, wording(event.said, self._slack_ids))
        except SlackApiError as error:
            logger.warning("Slack refuses the reminder %r: %s", event.key, error)
            return error.response.get("error") in _UNFIT
        except SLACK_FAILED as error:
            logger.warning("the reminder %r waits, Slack cannot be reached: %s", event.key, error)
            return False
        return True

    def _post(self, key: str, runs: list[Run]) -> None:
        # Slack does not promise it, but takes a second message of the same client_msg_id for the first one sent again.
        self._client.chat_postMessage(
            channel=self._channel,
            text="".join(map(_as_markup, runs)),
            blocks=[paragraph(*runs)],
            client_msg_id=str(uuid5(NAMESPACE_URL, key)),
            unfurl_links=False,
            unfurl_media=False,
        )


def _as_markup(piece: Run) -> str:
    """For lock screens and screen readers; Slack reads markup here."""
    return f"<@{piece['user_id']}>" if piece["type"] == "user" else escaped(str(piece["text"]))


def _stale_note(said: Said, slack_ids: Mapping[str, str]) -> list[Run]:
    owner = said["owner"]
    slack_id = slack_ids.get(owner.casefold()) if owner else None
    who = (
        mention(slack_id) if slack_id else run(label(owner) if owner else "Nobody owns it, so whoever knows")
    )
    return [
        run("Please review a note: ", bold=True),
        link(said["url"], label(said["title"])),
        run(f" ({label(said['where'], _LONGEST)}) was to be reviewed by {said['review_by']}. "),
        who,
        run(
            ": if it is still right, put a later review_by into it; if not, mend or delete it. "
            "Until then every draft that quotes it carries a warning."
        ),
    ]


def _failed_source(said: Said, _slack_ids: Mapping[str, str]) -> list[Run]:
    return [
        run("A source cannot be read: ", bold=True),
        run(
            f"{label(said['source'])}: {label(said['reason'], _LONGEST)}. What was read before is kept and found."
        ),
    ]


def _changed_document(said: Said, _slack_ids: Mapping[str, str]) -> list[Run]:
    replies = "a sent reply" if said["replies"] == 1 else f"{said['replies']} sent replies"
    return [
        run("A source changed: ", bold=True),
        run(
            f"{label(said['title'])}. It no longer says what {replies} quoted from it. Please look at them again:"
            " they are on the desk in the browser under Approved, and `assist recall` lists them."
        ),
    ]


_WORDINGS: Mapping[EventKind, Callable[[Said, Mapping[str, str]], list[Run]]] = {
    EventKind.NOTE_STALE: _stale_note,
    EventKind.SOURCE_FAILED: _failed_source,
    EventKind.DOCUMENT_CHANGED: _changed_document,
    EventKind.DOCUMENT_WITHDRAWN: _changed_document,
}
