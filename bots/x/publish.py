"""Sends approved replies on X: looks once more, sends once, and says what is known when no answer came."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from http import HTTPStatus
from typing import Any

from bots.errors import ChannelError, Limited, NotSignedIn, Refused, Unanswered
from bots.sending import before_sending
from bots.x.accounts import Account
from bots.x.api import XApi
from bots.x.direct_link import direct_link
from bots.x.eligible import why_not_to_person, why_not_to_post
from bots.x.fields import Json, id_in, mapping, spelled
from bots.x.limits import MESSAGES, POSTS
from bots.x.lookback import Lookback
from bots.x.search import POSTS as POST_FIELDS
from bots.x.search import USERS as USER_FIELDS
from bots.x.search import Params
from desk.cases import Receipt, Reply
from desk.drafts import To
from desk.errors import SendRefused, SendUncertain
from desk.messages import Kind
from desk.ports import Clock

_SOON, _LATER = timedelta(seconds=30), timedelta(minutes=5)
_LONGEST_LOOK = timedelta(seconds=25)  # a sender that took longer may have been given up for dead
_ENDPOINTS = {To.PUBLIC: POSTS, To.DM: MESSAGES}
# No money left, or a token without the right: somebody mends that, and the reply is as good as it was.
_PASSING = frozenset({HTTPStatus.PAYMENT_REQUIRED})
_MACHINE = "language_model:"  # how `Draft.drafter` begins for words of a language model


class MadeWithAi(Enum):
    """When X is told that a post was made with AI."""

    WORDED = "worded"  # when a language model worded it
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True)
class Marks:
    """What is put on a public reply besides its text."""

    made_with_ai: MadeWithAi = MadeWithAi.WORDED
    dm_button: bool = False  # under a reply that asks the customer to write us directly


@dataclass(frozen=True)
class XPublisher:
    """Our account on X as the desk speaks through it."""

    api: XApi
    us: Account
    clock: Clock
    lookback: Lookback
    marks: Marks = Marks()

    def send(self, reply: Reply) -> Receipt:
        """Raises SendRefused (surely not sent) or SendUncertain (nobody knows)."""
        began = self.clock()
        if self.lookback.has_looked_for(reply) and (out := self._seen(reply)):
            return out  # somebody took an earlier attempt for unsent
        self._expect_takeable(reply)
        if self.clock() - began > _LONGEST_LOOK:
            raise SendRefused("X took too long to show the post; nothing was sent", self.clock() + _SOON)
        return self._sent(reply)

    def find(self, reply: Reply) -> Receipt | None:
        """The reply as X shows it; None when X does not. Raises SendRefused when X cannot be asked just now."""
        return self._seen(reply)

    def free_at(self, to: To) -> datetime | None:
        """When X's limits, and a hard stop of the budget, let the next one go; None: now."""
        return self.api.free_at(_ENDPOINTS[to])

    def _expect_takeable(self, reply: Reply) -> None:
        try:
            with _nothing_sent(self.clock):
                why = self._why_not(reply)
        except Unanswered as error:  # of a question only
            raise SendRefused(f"nothing was sent: {error}", self.clock() + _SOON) from error
        if why is not None:
            raise SendRefused(why)

    def _why_not(self, reply: Reply) -> str | None:
        """What speaks against sending it as things stand now. Raises ChannelError."""
        if reply.kind is Kind.DIRECT_MESSAGE:
            answer = self._shown(f"/2/users/{reply.recipient_id}", USER_FIELDS)
            return why_not_to_person(answer)
        answer = self._shown(f"/2/tweets/{reply.in_reply_to}", POST_FIELDS)
        return why_not_to_post(reply, answer, self.us)

    def _shown(self, path: str, params: Params) -> Json:
        """Nothing, when there is nothing of this id."""
        try:
            return self.api.get(path, params)
        except Refused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return {}
            raise

    def _sent(self, reply: Reply) -> Receipt:
        left_at = self.clock()
        try:
            with _nothing_sent(self.clock):
                answer = self.api.post(*self._request(reply))
        except Unanswered as error:
            return self._seen_or_doubted(reply, f"it left at {left_at:%H:%M:%S} UTC, and {error}")
        except SendRefused as error:
            if isinstance(error.__cause__, Refused) and _calls_it_duplicate(error.__cause__):
                return self._seen_or_refused(reply, error)
            raise
        number = _id_of(answer)
        if number is None:
            return self._seen_or_doubted(reply, f"X took it at {left_at:%H:%M:%S} UTC and gave it no id")
        return self._receipt(reply, number, self.clock())

    def _request(self, reply: Reply) -> tuple[str, dict[str, Any]]:
        if reply.to is To.DM:
            return f"/2/dm_conversations/with/{reply.recipient_id}/messages", {"text": reply.text}
        body: dict[str, Any] = {
            "text": reply.text,
            "reply": {"in_reply_to_tweet_id": reply.in_reply_to},
        }
        if self._made_with_ai(reply):
            body["made_with_ai"] = True
        if self.marks.dm_button and reply.invites:
            body["direct_message_deep_link"] = direct_link(self.us.id)
        return "/2/tweets", body

    def _made_with_ai(self, reply: Reply) -> bool:
        worded = reply.drafter.startswith(_MACHINE)
        return {MadeWithAi.WORDED: worded, MadeWithAi.ALWAYS: True, MadeWithAi.NEVER: False}[
            self.marks.made_with_ai
        ]

    def _seen_or_doubted(self, reply: Reply, known: str) -> Receipt:
        """Nobody knows: perhaps X shows it already. Raises SendUncertain with both facts."""
        try:
            if seen := self._seen(reply):
                return seen
        except SendRefused as error:
            shows = f"it cannot be asked ({error})"
        else:
            shows = f"no such reply of ours by {self.clock():%H:%M:%S} UTC"
        raise SendUncertain(f"what we know: {known}; what X shows: {shows}")

    def _seen_or_refused(self, reply: Reply, error: SendRefused) -> Receipt:
        """X has this text already: then an earlier attempt did go out. Raises SendRefused when X does not show it."""
        if seen := self._seen(reply):
            return seen
        raise error

    def _seen(self, reply: Reply) -> Receipt | None:
        """Raises SendRefused when X cannot be asked: what nobody could look for is not sent again."""
        with before_sending(self.clock):
            found = self.lookback.find(reply)
        return None if found is None else self._receipt(reply, found.id, found.at)

    def _receipt(self, reply: Reply, number: str, at: datetime) -> Receipt:
        self.lookback.settled(reply)
        public = reply.to is To.PUBLIC
        return Receipt(number, f"https://x.com/{self.us.handle}/status/{number}" if public else None, at)


@contextmanager
def _nothing_sent(clock: Clock) -> Iterator[None]:
    """What goes wrong here is surely not sent. Unanswered goes through."""
    try:
        yield
    except Unanswered:
        raise
    except ChannelError as error:
        raise SendRefused(str(error), _again_at(error, clock())) from error


def _again_at(error: ChannelError, now: datetime) -> datetime | None:
    """When a refused reply may be tried again; None: never."""
    if isinstance(error, Limited):
        return error.reset_at
    if isinstance(error, Refused):
        return now + _LATER if error.status in _PASSING else None
    return now + (_LATER if isinstance(error, NotSignedIn) else _SOON)


def _calls_it_duplicate(error: Refused) -> bool:
    return error.status == HTTPStatus.FORBIDDEN and "duplicate" in str(error).casefold()


def _id_of(answer: Json) -> str | None:
    said = mapping(answer.get("data"))
    return id_in(spelled(said, "id", "dm_event_id"))
