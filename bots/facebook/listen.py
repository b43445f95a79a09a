"""Hears what Facebook's webhook stored: comments on our posts and messages to our page."""

import logging
from datetime import datetime, timedelta
from typing import Protocol

from bots.facebook.events import REMOVED, CommentTold, MessageTold, told_in
from bots.facebook.messages import message_of_comment, message_of_direct
from bots.facebook.surroundings import Surroundings
from desk.arrivals import Arrival
from desk.messages import Gone, Message
from desk.ports import Clock, Inbox

log = logging.getLogger(__name__)

_AT_ONCE = 100


class Arrivals(Protocol):
    """What the webhook stored, in the order of its coming."""

    def after(self, channel: str, number: int, limit: int) -> list[Arrival]:
        """What came after that one."""

    def purge(self, channel: str, read_up_to: int, before: datetime) -> int:
        """Let go of what was read."""


class FacebookListener:
    """A Listener. Its cursor is an arrival's number; what lies before it is recorded, and let go of.

    Without a cursor nothing older than `first_look` is heard: old comments are not answered.
    """

    def __init__(
        self,
        arrivals: Arrivals,
        surroundings: Surroundings,
        page_id: str,
        clock: Clock,
        *,
        name: str = "facebook",
        first_look: timedelta = timedelta(hours=24),
    ) -> None:
        self.name = name
        self._arrivals = arrivals
        self._surroundings = surroundings
        self._page_id = page_id
        self._clock = clock
        self._first_look = first_look
        self._purged_to = 0

    def fetch(self, cursor: str | None) -> Inbox:
        """What came since the cursor."""
        read_up_to = int(cursor or 0)
        self._let_go(read_up_to)
        new = self._arrivals.after(self.name, read_up_to, _AT_ONCE)
        since = self._clock() - self._first_look
        heard = [self._heard(one.raw) for one in new if one.raw and (cursor or one.at > since)]
        return Inbox(
            tuple(one for one in heard if isinstance(one, Message)),
            str(new[-1].number) if new else cursor,
            tuple(one for one in heard if isinstance(one, Gone)),
        )

    def _let_go(self, read_up_to: int) -> None:
        """What a customer takes back later must not stand in the raw events either."""
        if read_up_to > self._purged_to:
            self._arrivals.purge(self.name, read_up_to, self._clock())
            self._purged_to = read_up_to

    def _heard(self, raw: str) -> Message | Gone | None:
        match told_in(raw):
            case CommentTold() as told:
                return self._comment(told)
            case MessageTold() as told:
                return self._direct(told)
        return None

    def _comment(self, told: CommentTold) -> Message | Gone | None:
        comment = told.comment
        if comment.author and comment.author.id == self._page_id:
            return None
        if comment.verb in REMOVED:
            return Gone(self.name, "its author deleted it, or it was removed", external_id=comment.comment_id)
        if comment.verb in {"hide", "unhide", "mute"}:  # our page's own doing
            return None
        return message_of_comment(told, self.name, self._surroundings.before(comment))

    def _direct(self, told: MessageTold) -> Message | None:
        if told.sender.id == self._page_id or (told.message and told.message.is_echo):
            return None
        return message_of_direct(told, self.name, self._surroundings.name(told.sender.id))
