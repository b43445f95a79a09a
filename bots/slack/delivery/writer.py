"""Writes the card of a case, one call at a time: posts it, looks for it when the answer was lost, renews it."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from assist.workbench import Workbench
from bots.slack.cards.card import Beside, card, notification
from bots.slack.delivery.channels import CHANNEL_GONE, Channels
from bots.slack.delivery.finding import Mark, found
from bots.slack.delivery.line import Line, NotNow, OutcomeUnknown, Refused
from bots.slack.delivery.pacing import Lane
from bots.slack.delivery.places import Chosen, Place, Posting, Standing, decoded
from desk.cases import Case, CaseId
from desk.ports import Clock
from desk.views import Views

_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
_LEASE = timedelta(minutes=1)  # so long another process may take over a post

logger = logging.getLogger(__name__)


class CardWriter:
    """For one thread. `by` tells it from those of other processes, and of earlier ones."""

    def __init__(
        self,
        line: Line,
        workbench: Workbench,
        views: Views,
        channels: Channels,
        beside: Callable[[Case], Beside],
        clock: Clock,
        by: str,
    ) -> None:
        self._line = line
        self._workbench = workbench
        self._views = views
        self._channels = channels
        self._clock = clock
        self._beside = beside
        self._by = by

    def lane(self, case_id: CaseId) -> Lane:
        """The lane of the next call for this card."""
        view = self._views.of(case_id)
        return self.lane_at(case_id, view.place if view else None)

    def lane_at(self, case_id: CaseId, place: str | None) -> Lane:
        """The same for a card that stands there."""
        return self._lane(decoded(place) if place else self._chosen(self._workbench.case(case_id)))

    def step(self, case_id: CaseId, *, anew: bool) -> Lane | None:
        """Makes one call, if one is to be made; returns the lane of the next, None when the card is up to its case.

        Raises CallFailed; the ledger says by then how far it came.
        """
        case, view = self._workbench.case(case_id), self._views.of(case_id)
        place = decoded(view.place) if view else None
        if isinstance(place, Standing):
            up = view is not None and view.revision == case.revision
            return None if up and not anew else self._update(case, place)
        if isinstance(place, Posting):
            return self._look(case, place)
        return self._post(case, place)

    def _chosen(self, case: Case) -> Chosen:
        return Chosen(self._channels.of(case))

    def _lane(self, place: Place) -> Lane:
        return self._line.lane(_METHODS[type(place)], place.channel)

    def _post(self, case: Case, was: Chosen | None) -> Lane | None:
        """The intention is recorded before the post: whoever comes after a crash looks for it first."""
        chosen = was or self._chosen(case)
        content = self._content(case)
        posting = Posting(chosen.channel, self._clock(), self._by)
        if not self._views.move(case.id, was.encoded() if was else None, posting.encoded()):
            return self.lane(case.id)
        try:
            answer = self._line.call(
                "chat.postMessage",
                channel=posting.channel,
                metadata=_mark(case, posting).metadata(),
                client_msg_id=str(uuid5(NAMESPACE_URL, f"{posting.encoded()}{case.id}")),
                unfurl_links=False,
                unfurl_media=False,
                **content,
            )
        except NotNow:
            self._moved(case, posting, chosen)
            raise
        except Refused as refusal:
            self._moved(case, posting, chosen)
            return self._elsewhere(case, chosen, refusal)
        standing = Standing(answer["channel"], answer["ts"])
        if not self._views.move(case.id, posting.encoded(), standing.encoded(), case.revision):
            self._delete(standing.channel, standing.ts)  # it took so long that another process posted it
            return self.lane(case.id)
        return self._written(case, standing)

    def _look(self, case: Case, posting: Posting) -> Lane:
        """Whether a post went out whose outcome nobody knows. Of several the oldest stays."""
        if posting.by != self._by and self._clock() - posting.since < _LEASE:
            raise OutcomeUnknown("another process began to post it")
        try:
            stamps = found(self._line, posting.channel, posting.since, _mark(case, posting))
        except Refused as refusal:
            return self._elsewhere(case, posting, refusal)
        for double in stamps[1:]:
            self._delete(posting.channel, double)
        there: Place = Standing(posting.channel, stamps[0]) if stamps else Chosen(posting.channel)
        return self._moved(case, posting, there)

    def _update(self, case: Case, place: Standing) -> Lane | None:
        try:
            self._line.call("chat.update", channel=place.channel, ts=place.ts, **self._content(case))
        except Refused as refusal:
            if refusal.code in _GONE:
                return self._moved(case, place, Chosen(place.channel))
            return self._elsewhere(case, place, refusal)
        self._views.move(case.id, place.encoded(), place.encoded(), case.revision)
        return self._written(case, place)

    def _delete(self, channel: str, ts: str) -> None:
        try:
            self._line.call("chat.delete", channel=channel, ts=ts)
        except Refused as refusal:
            if refusal.code not in _GONE:
                raise

    def _elsewhere(self, case: Case, place: Place, refusal: Refused) -> Lane:
        """The card goes to the default channel when its own is gone. Raises the refusal when that is not why."""
        default = self._channels.default
        if refusal.code not in CHANNEL_GONE or place.channel == default:
            raise refusal
        self._channels.lose(place.channel, refusal.code)
        logger.error("channel %s is gone (%s); its cards go to %s", place.channel, refusal.code, default)
        return self._moved(case, place, Chosen(default))

    def _written(self, case: Case, place: Standing) -> Lane | None:
        """Another process may have shown a newer revision already, and we wrote over that."""
        newest = self._workbench.case(case.id)
        return None if newest.revision == case.revision else self._lane(place)

    def _moved(self, case: Case, was: Place, place: Place) -> Lane:
        self._views.move(case.id, was.encoded(), place.encoded())
        return self.lane(case.id)

    def _content(self, case: Case) -> dict[str, Any]:
        return {"text": notification(case), "blocks": card(case, self._beside(case))}


_METHODS: dict[type[Place], str] = {
    Standing: "chat.update",
    Chosen: "chat.postMessage",
    Posting: "conversations.history",
}


def _mark(case: Case, posting: Posting) -> Mark:
    return Mark({"case": case.id, "posting": posting.encoded()})
