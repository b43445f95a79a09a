"""A list of X's that is read again and again: whole, oldest first, and its cursor moves last."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bots.errors import Refused
from bots.x.events import Delivery, deliveries_of
from bots.x.fields import id_at, mapping, moment_of
from bots.x.reading.ports import CHANNEL, Api, Cursors, Inbox
from bots.x.search import Params
from desk.ports import Clock

OVERLAP = timedelta(seconds=20)  # X may list a post after a younger one; what is known is not put twice
_SEARCHED = timedelta(days=6, hours=23)  # X searches seven days back, and refuses older ids
_MOST_PAGES = 500  # X gives 8 of mentions

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Question:
    """What X is asked, page after page. `since`: X leaves out what is older when it is told an id."""

    path: str
    params: Params
    since: bool = True


@dataclass
class Progress:
    """How far a reading went when X broke it off: pages cost money, and the newest come first."""

    questions: list[Question]
    floor: int  # the id after which it is read
    began: datetime
    token: str | None = None
    pages: int = 0
    found: list[Delivery] = field(default_factory=list)


@dataclass
class Timeline:
    """One list, or several under one cursor. `farthest` is how far back it is read without a cursor."""

    name: str
    questions: Callable[[], Sequence[Question]]
    api: Api
    inbox: Inbox
    cursors: Cursors
    clock: Clock
    farthest: timedelta
    _progress: Progress | None = None
    _put_last: frozenset[str] = frozenset()

    def read(self) -> None:
        """Puts all that is new into the inbox. Raises ChannelError; the next call goes on where this one stood."""
        progress = self._progress = self._progress or self._begun()
        try:
            while progress.questions:
                self._next_page(progress)
        except Refused:
            self._progress = None  # its token may be too old: the next call begins anew
            raise
        self._progress = None
        self._put(progress)

    def _begun(self) -> Progress:
        return Progress(list(self.questions()), self._floor(), self.clock())

    def _floor(self) -> int:
        said, now = self.cursors.cursor(self.name), self.clock()
        if said is None:
            return int(id_at(now - self.farthest))
        return max(int(id_at(moment_of(said) - OVERLAP)), int(id_at(now - _SEARCHED)))

    def _next_page(self, progress: Progress) -> None:
        question = progress.questions[0]
        since: Params = {"since_id": str(progress.floor)} if question.since else {}
        onward: Params = {"pagination_token": progress.token} if progress.token else {}
        page = self.api.get(question.path, {**question.params, **since, **onward})
        came = deliveries_of(page)
        progress.found += came
        progress.pages += 1
        token = mapping(page.get("meta")).get("next_token")
        older = bool(came) and all(each.number <= progress.floor for each in came)
        if not isinstance(token, str) or token in {"", progress.token} or older or self._too_many(progress):
            progress.questions.pop(0)
            token = None
        progress.token = token

    def _too_many(self, progress: Progress) -> bool:
        if progress.pages % _MOST_PAGES:
            return False
        log.error("%s: X goes on after %d pages; what is older is left out", self.name, progress.pages)
        return True

    def _put(self, progress: Progress) -> None:
        """Oldest first. The cursor stays behind the moment of the first question: what came since may be missing."""
        new = [each for each in progress.found if each.number > progress.floor or not each.number]
        fresh = [each for each in new if each.key not in self._put_last]
        in_order = sorted(fresh, key=lambda each: each.number)
        self.inbox.put_all(CHANNEL, [(each.key, each.raw) for each in in_order], self.clock())
        self._put_last = frozenset(each.key for each in new)
        if newest := max((each.number for each in new), default=0):
            self.cursors.save_cursor(self.name, str(min(newest, int(id_at(progress.began)))))
