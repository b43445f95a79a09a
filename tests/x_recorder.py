"""What goes over the line between any client and the simulated X, written down: request and answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots.simulator.api.links import CUT

NEWEST, BEFORE_RENAMING = "2.167", "2.157"
_OLD_OF_DIRECTS = frozenset({"sender_id", "participant_ids", "referenced_tweets"})  # now they are expansions
_OLD = ("tweet.fields", "referenced_tweets", "_tweet_id", "entities.note.", "affiliation.user_id")
STREAM = "/2/activity/stream"


@dataclass(frozen=True)
class Exchange:
    """A request and its answer, as they went over the line."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    status: int
    content_type: str
    answer: bytes
    cut: bool = False

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}{'?' + self.query if self.query else ''} -> {self.status}"

    @property
    def version(self) -> str:
        said = parse_qsl(self.query)
        direct = ",".join(value for name, value in said if name == "dm_event.fields").split(",")
        names = [f"{name}={value}" for name, value in said if name in ("expansions", "tweet.fields")]
        old = any(word in name for name in names for word in _OLD) or not _OLD_OF_DIRECTS.isdisjoint(direct)
        return BEFORE_RENAMING if old else NEWEST


class Recorder:
    """Listens between a server and its app; knows nothing of who the client is."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []

    def around(self, app: ASGIApp) -> ASGIApp:
        async def recording(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or scope["path"].startswith("/_control"):
                await app(scope, receive, send)
                return
            taken = _Taken(scope)
            try:
                await app(scope, taken.listening(receive), taken.telling(send))
            finally:
                self.exchanges += taken.exchanges()

        return recording


@dataclass
class _Taken:
    scope: Scope
    sent: bytearray = field(default_factory=bytearray)
    got: bytearray = field(default_factory=bytearray)
    start: Message | None = None

    def listening(self, receive: Receive) -> Receive:
        async def heard() -> Message:
            message = await receive()
            self.sent += message.get("body", b"")
            return message

        return heard

    def telling(self, send: Send) -> Send:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.start = message
            else:
                self.got += message.get("body", b"")
            await send(message)

        return told

    def exchanges(self) -> Iterator[Exchange]:
        """The exchange; of a stream one for each line."""
        if self.start is None:
            return
        streamed = self.scope["path"] == STREAM and self.start["status"] == 200
        for answer in bytes(self.got).split(b"\r\n") if streamed else [bytes(self.got)]:
            if answer or not streamed:
                yield self._exchange(answer)

    def _exchange(self, answer: bytes) -> Exchange:
        assert self.start is not None
        told = {name.decode(): value.decode() for name, value in self.start["headers"]}
        return Exchange(
            method=self.scope["method"],
            path=self.scope["path"],
            query=self.scope["query_string"].decode(),
            headers={name.decode(): value.decode() for name, value in self.scope["headers"]},
            body=bytes(self.sent),
            status=self.start["status"],
            content_type=told.get("content-type", ""),
            answer=answer,
            cut=CUT in told,
        )
