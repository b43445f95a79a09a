"""Keeps the one message of each incident up to date: posted once, looked for when the answer was lost, renewed."""

import logging
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from assist.surge.room import IncidentRoom
from bots.slack.delivery.finding import Mark, found
from bots.slack.delivery.line import CallFailed, Line, NotNow, Refused
from bots.slack.delivery.places import Chosen, Place, Posting, Standing, decoded
from bots.slack.incidents.message import incident_blocks, notification
from desk.incident_store import Incidents
from desk.incidents import Incident, IncidentId
from desk.ports import Clock

FRONT = "slack"
_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
_LEASE = timedelta(minutes=1)  # so long another process may take over a post

logger = logging.getLogger(__name__)


class IncidentBoard:
    """May be shared by threads and processes: where a message stands is compared and set in the ledger."""

    def __init__(
        self, line: Line, room: IncidentRoom, store: Incidents, channel: str, web: str, clock: Clock, by: str
    ) -> None:
        """`channel` is the leads'; `by` tells this process from others, and from earlier ones."""
        self._line, self._store = line, store
        self.room = room
        self._channel, self._web, self._clock, self._by = channel, web, clock, by

    def refresh(self) -> None:
        """Makes one call for each message that is behind; what fails is tried at the next turn."""
        for behind in self._store.behind(FRONT):
            try:
                self._step(behind)
            except CallFailed as error:
                logger.warning("the message of incident %s waits: %s", behind, error)

    def _step(self, id: IncidentId) -> None:
        incident, shown = self._store.incident(id), self._store.shown(id, FRONT)
        place = decoded(shown.place) if shown else None
        if isinstance(place, Standing):
            self._renew(incident, place)
        elif isinstance(place, Posting):
            self._look(incident, place)
        else:
            self._post(incident, place)

    def _post(self, incident: Incident, was: Chosen | None) -> None:
        """The intention is recorded before the post: whoever comes after a crash looks for it first."""
        posting = Posting(self._channel, self._clock(), self._by)
        if not self._moved(incident, was, posting):
            return
        try:
            answer = self._line.call(
                "chat.postMessage",
                channel=self._channel,
                metadata=_mark(incident).metadata(),
                client_msg_id=str(uuid5(NAMESPACE_URL, f"{posting.encoded()}incident{incident.id}")),
                unfurl_links=False,
                unfurl_media=False,
                **self._content(incident),
            )
        except (NotNow, Refused):
            self._moved(incident, posting, Chosen(self._channel))  # it surely did not go out
            raise
        self._moved(incident, posting, Standing(answer["channel"], answer["ts"]), incident.revision)

    def _look(self, incident: Incident, posting: Posting) -> None:
        """Whether a post went out whose outcome nobody knows. Of several the oldest stays."""
        if posting.by != self._by and self._clock() - posting.since < _LEASE:
            return  # another process is at it
        stamps = found(self._line, posting.channel, posting.since, _mark(incident))
        for double in stamps[1:]:
            self._line.call("chat.delete", channel=posting.channel, ts=double)
        there: Place = Standing(posting.channel, stamps[0]) if stamps else Chosen(posting.channel)
        self._moved(incident, posting, there)

    def _renew(self, incident: Incident, place: Standing) -> None:
        try:
            self._line.call("chat.update", channel=place.channel, ts=place.ts, **self._content(incident))
        except Refused as refusal:
            if refusal.code not in _GONE:
                raise
            self._moved(incident, place, Chosen(self._channel))
            return
        self._moved(incident, place, place, incident.revision)

    def _moved(self, incident: Incident, was: Place | None, place: Place, revision: int = 0) -> bool:
        return self._store.move(incident.id, FRONT, was.encoded() if was else None, place.encoded(), revision)

    def _content(self, incident: Incident) -> dict[str, object]:
        blocks = incident_blocks(incident, self.room.examples(incident), self._web)
        return {"text": notification(incident), "blocks": blocks}


def _mark(incident: Incident) -> Mark:
    return Mark({"incident": incident.id})
