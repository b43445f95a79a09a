"""What an event does not say: the thread above a comment, and the name of who writes to us."""

import logging
from datetime import datetime, timedelta
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bots.errors import ChannelError
from bots.facebook.events import Author, Comment
from bots.facebook.graph import Graph
from desk.messages import Before
from desk.ports import Clock

log = logging.getLogger(__name__)

_MOST_NAMES = 1000
_REST = timedelta(minutes=1)


class _Above(BaseModel):
    """A post or a comment."""

    model_config = ConfigDict(frozen=True)

    created_time: AwareDatetime
    message: str = ""
    author: Author = Field(alias="from")


class Surroundings:
    """Looked up once and best-effort: a comment is heard also when nothing more can be learnt."""

    def __init__(self, graph: Graph, clock: Clock) -> None:
        self._graph = graph
        self._clock = clock
        self._resting_until: datetime | None = None
        self._names: dict[str, str] = {}

    def before(self, comment: Comment) -> list[Before]:
        """The post, and the comment that this one answers, oldest first."""
        ids = dict.fromkeys((comment.post_id, comment.thread))
        found = (self._look(one, "message,created_time,from") for one in ids if one != comment.comment_id)
        return [above for said in found if said and (above := self._above(said))]

    def name(self, person_id: str) -> str:
        """The name of who writes to us; their id when Facebook does not tell it."""
        if person_id not in self._names:
            said = self._look(person_id, "name")
            if said is None:
                return person_id
            if len(self._names) >= _MOST_NAMES:
                self._names.clear()
            self._names[person_id] = str(said.get("name") or person_id)
        return self._names[person_id]

    def _look(self, node: str, fields: str) -> dict[str, Any] | None:
        if self._resting_until is not None and self._clock() < self._resting_until:
            return None
        try:
            said = self._graph.get(node, {"fields": fields})
        except ChannelError as error:
            log.warning("Facebook tells nothing of %r: %s", node, error)
            if error.again:  # else a hundred comments would each wait for a server that is down
                self._resting_until = self._clock() + _REST
            return None
        return dict(said)

    def _above(self, said: dict[str, Any]) -> Before | None:
        try:
            above = _Above.model_validate(said)
        except ValidationError:
            return None
        ours = above.author.id == self._graph.page_id
        return Before(above.author.name, above.message, above.created_time, ours)
