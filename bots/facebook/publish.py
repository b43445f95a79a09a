"""Sends approved replies as our page, and reads back whether one went out."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bots.errors import ChannelError, Unanswered
from bots.facebook import rules
from bots.facebook.events import Author
from bots.facebook.graph import Graph, NotThere, Params
from bots.sending import before_sending, while_sending
from desk.cases import Receipt, Reply
from desk.drafts import To
from desk.errors import SendRefused
from desk.messages import Kind
from desk.ports import Clock

_SKEW = timedelta(minutes=1)  # between Facebook's clock and ours
_MESSAGES = "messages.limit(50){id,message,created_time,from}"


class Written(BaseModel):
    """A comment or a message, ours or somebody else's."""

    model_config = ConfigDict(frozen=True)

    id: str
    message: str = ""
    created_time: AwareDatetime
    author: Author | None = Field(None, alias="from")
    permalink_url: str | None = None
    can_comment: bool = True
    can_reply_privately: bool = False


class FacebookPublisher:
    """A Publisher. Facebook knows no idempotency key: what is unclear is read back, and never sent again by itself.

    `human_agent`: Facebook granted our app the tag with which a person may answer for 7 days.
    `taken`: whether an id is on record as another reply of ours, in the same words to the same thread.
    """

    def __init__(
        self,
        graph: Graph,
        clock: Clock,
        *,
        human_agent: bool = False,
        taken: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._graph = graph
        self._clock = clock
        self._human_agent = human_agent
        self._taken = taken

    def send(self, reply: Reply) -> Receipt:
        """Reply under the comment, or directly, unless the reply stands there. Raises SendRefused, SendUncertain."""
        with before_sending(self._clock):
            there = self._there(reply)
            if standing := self._among(there, reply):
                return standing  # somebody took an earlier attempt for unsent
            path, body = self._comment(reply) if reply.to is To.PUBLIC else self._message(reply, there)
        with while_sending(self._clock):
            said = self._graph.post(path, body)
            if reply.to is To.PUBLIC:
                return self._shown(_id_in(said, "id"))
            return Receipt(_id_in(said, "message_id"), None, self._clock())

    def find(self, reply: Reply) -> Receipt | None:
        """Our own words in the thread, or in the conversation, if they were written since the approval.

        Raises SendRefused when they cannot be looked for just now.
        """
        with before_sending(self._clock):
            return self._among(self._there(reply), reply)

    def free_at(self, to: To) -> datetime | None:  # noqa: ARG002 - the port's signature
        """Comments and messages draw on the page's one budget."""
        return self._graph.free_from

    def _comment(self, reply: Reply) -> tuple[str, dict[str, Any]]:
        """Where a public reply is posted, and what. Raises SendRefused."""
        if reply.kind is not Kind.COMMENT:
            raise SendRefused(f"{reply.in_reply_to!r} is a message to our page: it gets no public reply")
        rules.check_length(reply.text, rules.COMMENT_LIMIT)
        answered = self._answered(reply, "id,created_time,can_comment")
        if not answered.can_comment:
            raise SendRefused(f"Facebook takes no reply to the comment {answered.id!r}")
        return f"{answered.id}/comments", {"message": reply.text}

    def _message(self, reply: Reply, there: list[Written]) -> tuple[str, dict[str, Any]]:
        """Where a direct message is posted, and what. Raises SendRefused."""
        rules.check_length(reply.text, rules.MESSAGE_LIMIT)
        marked = self._private_reply(reply) if reply.kind is Kind.COMMENT else self._in_window(reply, there)
        return f"{self._graph.page_id}/messages", {**marked, "message": {"text": reply.text}}

    def _private_reply(self, reply: Reply) -> dict[str, Any]:
        answered = self._answered(reply, "id,created_time,can_reply_privately")
        rules.check_private_reply(answered.created_time, answered.can_reply_privately, self._clock())
        return {"recipient": {"comment_id": answered.id}}

    def _in_window(self, reply: Reply, there: list[Written]) -> dict[str, Any]:
        theirs = [one.created_time for one in there if one.author and one.author.id == reply.recipient_id]
        marks = rules.messaging_type(max(theirs, default=None), self._human_agent, self._clock())
        return {"recipient": {"id": reply.recipient_id}, **marks}

    def _answered(self, reply: Reply, fields: str) -> Written:
        """The comment as it stands. Raises SendRefused when it is gone."""
        try:
            return _written(self._graph.get(reply.in_reply_to, {"fields": fields}))
        except NotThere as error:
            raise SendRefused(f"the comment {reply.in_reply_to!r} is deleted") from error

    def _there(self, reply: Reply) -> list[Written]:
        """What stands where the reply would stand."""
        return self._thread(reply) if reply.to is To.PUBLIC else self._conversation(reply.recipient_id)

    def _among(self, there: list[Written], reply: Reply) -> Receipt | None:
        ours = [one for one in there if self._is(one, reply) and not self._taken(one.id)]
        return _receipt(min(ours, key=lambda one: one.created_time)) if ours else None

    def _thread(self, reply: Reply) -> list[Written]:
        """What stands in the comment's thread, newest first; nothing when the thread is gone."""
        fields = "id,message,created_time,from,permalink_url"
        wanted: Params = {
            "fields": fields,
            "filter": "stream",
            "order": "reverse_chronological",
            "limit": 100,
        }
        try:
            return _all_of(self._graph.get(f"{reply.conversation}/comments", wanted))
        except NotThere:
            return []

    def _conversation(self, person_id: str) -> list[Written]:
        """The newest messages between a person and our page; empty when they never wrote."""
        wanted = {"platform": "messenger", "user_id": person_id, "fields": _MESSAGES}
        said = self._graph.get(f"{self._graph.page_id}/conversations", wanted)
        return [one for thread in said.get("data", ()) for one in _all_of(thread.get("messages", {}))]

    def _is(self, one: Written, reply: Reply) -> bool:
        since = reply.approved_at - _SKEW if reply.approved_at else None
        return (
            one.author is not None
            and one.author.id == self._graph.page_id
            and one.message.strip() == reply.text.strip()
            and (since is None or one.created_time >= since)
        )

    def _shown(self, comment_id: str) -> Receipt:
        """Asked for by itself: an error of reading in the answer to writing would hide that it was taken."""
        with suppress(ChannelError):
            return _receipt(
                _written(self._graph.get(comment_id, {"fields": "id,created_time,permalink_url"}))
            )
        return Receipt(comment_id, None, self._clock())


def _receipt(one: Written) -> Receipt:
    return Receipt(one.id, one.permalink_url, one.created_time)


def _all_of(edge: Any) -> list[Written]:
    return [_written(one) for one in edge.get("data", ())]


def _written(said: Any) -> Written:
    try:
        return Written.model_validate(said)
    except ValidationError as error:
        raise Unanswered(
            f"Facebook tells of something that cannot be read: {error.error_count()} faults"
        ) from error


def _id_in(said: Any, name: str) -> str:
    if not isinstance(said.get(name), str):
        raise Unanswered(f"Facebook took the reply, it seems, and gave no {name!r} for it")
    return str(said[name])
