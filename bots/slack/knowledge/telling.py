"""What is said to experts in their conversations with the bot: questions, and what came of their answers."""

import json
import logging
from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from assist.workbench import Workbench
from bots.slack.delivery.line import CallFailed, Line, Refused
from bots.slack.knowledge.asked import Asked, notification, request_blocks, waits
from bots.slack.knowledge.outcome import outcome_of
from bots.slack.knowledge.ports import Proposals
from desk.contributions import Contribution
from desk.ports import Clock
from desk.requests import Asking, ExpertRequest

_PATIENCE = 5.0  # seconds: experts are asked in a thread that may wait

logger = logging.getLogger(__name__)

Message = dict[str, Any]  # or a part of one
SlackIdOf = Callable[
    [str], str | None
]  # of a person of the desk, by name; None when Slack does not know them


class Experts:
    """May be shared by threads."""

    def __init__(
        self, line: Line, workbench: Workbench, proposals: Proposals, slack_id_of: SlackIdOf, clock: Clock
    ) -> None:
        self._line = line
        self._workbench = workbench
        self._proposals = proposals
        self._slack_id_of = slack_id_of
        self._clock = clock

    def show(self, request: ExpertRequest, asking: Asking) -> str | None:
        """Asks an expert, or brings what they were asked up to the request; returns where that stands.

        None when Slack does not know the expert, or does not let them be written to. Raises CallFailed when Slack
        takes nothing now.
        """
        asked = self._asked(request, asking)
        said = {"text": notification(asked), "blocks": request_blocks(asked)}
        try:
            return self._updated(asked, said) or self._posted(asking, said)
        except Refused as error:
            logger.warning("%s cannot be asked %s: %s", asking.expert, asking.key, error)
            return None

    def renew(self, request: ExpertRequest) -> None:
        """Brings all that were asked up to the request, as far as Slack takes it now; the worker does the rest."""
        try:
            for asking in request.askings:
                if asking.place:
                    self.show(request, asking)
        except CallFailed as error:
            logger.warning("what experts were asked about case %s waits: %s", request.case_id, error)

    def tell(self, contribution: Contribution) -> bool:
        """What came of it, to its author; False when that must be tried again later."""
        where = self._place_of(contribution)
        if where is None:
            logger.warning("%s has no Slack id and is not told of %s", contribution.by, contribution.key)
            return True
        try:
            self._post(where, f"{contribution.key}:{contribution.state.value}", outcome_of(contribution))
        except Refused as error:
            logger.warning("%s cannot be told of %s: %s", contribution.by, contribution.key, error)
        except CallFailed as error:
            logger.warning("%s is told of %s later: %s", contribution.by, contribution.key, error)
            return False
        return True

    def _asked(self, request: ExpertRequest, asking: Asking) -> Asked:
        near = self._proposals.nearest(request.question, asking.expert) if waits(request, asking) else ()
        return Asked(request, asking, self._workbench.case(request.case_id), near, self._clock())

    def _posted(self, asking: Asking, said: Message) -> str | None:
        slack_id = self._slack_id_of(asking.expert)
        if slack_id is None:
            logger.warning("%s has no Slack id and cannot be asked in Slack", asking.expert)
            return None
        answer = self._post({"channel": slack_id}, f"asking:{asking.key}", said)
        return json.dumps([answer["channel"], answer["ts"]])

    def _updated(self, asked: Asked, said: Message) -> str | None:
        """Where it stands; None when it is to be posted, for it never was or is gone before it was answered."""
        place = asked.asking.place
        if place is None:
            return None
        channel, ts = json.loads(place)
        try:
            self._line.in_turn("chat.update", _PATIENCE, channel=channel, ts=ts, **said)
        except Refused:
            if asked.open:
                return None
        return place

    def _place_of(self, contribution: Contribution) -> Message | None:
        """Under what was asked; in the conversation with its author otherwise."""
        tell = contribution.tell or {}
        if tell.get("channel"):
            return {"channel": tell["channel"]} | (
                {"thread_ts": tell["thread"]} if tell.get("thread") else {}
            )
        slack_id = self._slack_id_of(contribution.by)
        return {"channel": slack_id} if slack_id else None

    def _post(self, where: Message, key: str, said: Message) -> Message:
        # Slack does not promise it, but takes a second message of the same client_msg_id for the first one sent again.
        once = str(uuid5(NAMESPACE_URL, key))
        quiet = {"unfurl_links": False, "unfurl_media": False}
        return self._line.in_turn("chat.postMessage", _PATIENCE, **where, **said, **quiet, client_msg_id=once)
