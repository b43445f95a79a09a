"""Keeps one card for each case in a Slack channel. The cards are views: a lost one is posted again."""

import json
import logging
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from assist.workbench import Workbench
from bots.slack.cards.card import card, notification
from bots.slack.kit.blocks import Block
from desk.cases import Case, CaseId
from desk.history import View
from desk.ports import Clock

FRONT = "slack"
SLACK_FAILED = (SlackClientError, OSError)  # slack_sdk lets connection errors through as they are
_GONE = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "is_archived"}
)
_LOCKS = 64

logger = logging.getLogger(__name__)


class Views(Protocol):
    """Remembers which card shows which revision of a case; the ledger does."""

    def view(self, case_id: CaseId, front: str) -> View | None:
        """None when the case has no card."""

    def save_view(self, case_id: CaseId, front: str, place: str, revision: int) -> None:
        """A card stands at `place` and shows `revision`."""

    def views_behind(self, front: str) -> list[CaseId]:
        """Cases without a card, or whose card is older than the case."""


@dataclass(frozen=True)
class Place:
    """Where a card stands."""

    channel: str
    ts: str

    def encoded(self) -> str:
        """As the ledger keeps it."""
        return json.dumps([self.channel, self.ts])


class Board:
    """The cards of one channel. May be used by several threads; two of them never write one card at once."""

    def __init__(
        self, client: WebClient, workbench: Workbench, views: Views, channel: str, clock: Clock
    ) -> None:
        self._client = client
        self._workbench = workbench
        self._views = views
        self._channel = channel
        self._clock = clock
        self._locks = tuple(Lock() for _ in range(_LOCKS))

    def refresh(self) -> int:
        """Brings every card that is behind up to its case; returns how many.

        A card that Slack will not take waits for the next time; all do when Slack cannot be reached.
        """
        shown = 0
        for case_id in self._views.views_behind(FRONT):
            try:
                self._bring_up(case_id)
                shown += 1
            except SlackClientError as error:
                logger.warning("the card of case %s waits: %s", case_id, error)
            except OSError as error:
                logger.warning("the cards wait, Slack cannot be reached: %s", error)
                break
        return shown

    def show(self, case_id: CaseId, *, anew: bool = False) -> None:
        """Posts or updates the card of one case; if Slack will not take it, the next `refresh` tries again.

        With `anew`, even if the case is as the card has it: what is being drafted is no part of a case.
        """
        try:
            self._bring_up(case_id, anew=anew)
        except SLACK_FAILED as error:
            logger.warning("the card of case %s waits: %s", case_id, error)

    def _bring_up(self, case_id: CaseId, *, anew: bool = False) -> None:
        with self._locks[case_id % _LOCKS]:
            self._show(self._workbench.case(case_id), anew=anew)

    def _show(self, case: Case, *, anew: bool) -> None:
        seen = self._views.view(case.id, FRONT)
        if seen is not None and seen.revision == case.revision and not anew:
            return
        place = Place(*json.loads(seen.place)) if seen else None
        while True:
            place = self._written(case, place)
            self._views.save_view(case.id, FRONT, place.encoded(), case.revision)
            newest = self._workbench.case(case.id)
            if newest.revision == case.revision:
                return
            case = newest  # another process may have shown it already, and we wrote over that

    def _written(self, case: Case, place: Place | None) -> Place:
        guidance = self._workbench.guidance(case.guidance)
        unfinished = self._workbench.being_drafted(case)
        blocks = card(case, self._workbench.customer(case), self._clock(), guidance, unfinished)
        return (self._updated(place, case, blocks) if place else None) or self._posted(case, blocks)

    def _updated(self, place: Place, case: Case, blocks: list[Block]) -> Place | None:
        """The card's place, None when the card is gone."""
        try:
            self._client.chat_update(
                channel=place.channel, ts=place.ts, text=notification(case), blocks=blocks
            )
        except SlackApiError as error:
            if error.response.get("error") not in _GONE:
                raise
            return None
        return place

    def _posted(self, case: Case, blocks: list[Block]) -> Place:
        answer = self._client.chat_postMessage(
            channel=self._channel,
            text=notification(case),
            blocks=blocks,
            unfurl_links=False,
            unfurl_media=False,
        )
        return Place(answer["channel"], answer["ts"])
