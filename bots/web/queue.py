"""The queue: what stands at a stage, soonest due first, and how much stands at the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assist.workbench import Workbench
from bots.web.pages import Pages
from bots.web.words import STAGES
from desk.cases import Case, Stage
from desk.metrics import OPEN
from desk.steps import SETTLED

MOST_ROWS = 100
ALWAYS_A_TAB = frozenset({Stage.AWAITING_DECISION, Stage.WITH_EXPERT, Stage.UNCERTAIN})


FOUND = "found"  # by a search: what does not address us has a tab of its own, whatever its stage


@dataclass(frozen=True)
class Tab:
    """What is listed together. The count is None where nobody counts."""

    key: str
    name: str
    count: int | None
    here: bool


@dataclass(frozen=True)
class QueuePage:
    """The first page of the desk."""

    workbench: Workbench
    pages: Pages

    def show(self, request: Request) -> Response:
        """GET /?stage=…; the page asks again with what it has `seen`, and gets it only if it differs."""
        key = request.query_params.get("stage", Stage.AWAITING_DECISION.value)
        stage = None if key == FOUND else _stage(key)
        queues = self.workbench.queues
        listed = queues.found(MOST_ROWS) if stage is None else queues.listed(stage, MOST_ROWS)
        found = listed.total if stage is None else queues.found(0).total
        tabs = _tabs(queues.counts(), found, stage, listed.total)
        seen = self._fingerprint(listed.first, tabs)
        if request.query_params.get("seen") == seen:
            return Response(status_code=204)
        return self.pages.show(
            request,
            "queue.html",
            title=next(tab.name for tab in tabs if tab.here),
            rows=listed.first,
            total=listed.total,
            settled=stage in SETTLED,
            tabs=tabs,
            poll_url=f"/?{urlencode({'stage': key, 'seen': seen})}",
        )

    def _fingerprint(self, rows: Sequence[Case], tabs: Sequence[Tab]) -> str:
        """The same for as long as the page would look the same; the time left is told in minutes."""
        shown = [(case.id, case.revision, self.pages.time_left(case)) for case in rows]
        return sha256(repr((shown, tabs)).encode()).hexdigest()[:16]


def _stage(value: str) -> Stage:
    try:
        return Stage(value)
    except ValueError:
        raise HTTPException(404, f"There is no stage {value!r}.") from None


def _tabs(counts: Mapping[Stage, int], found: int, here: Stage | None, total: int) -> list[Tab]:
    """Stages worth a tab and how many cases stand there, `total` here; closed stages only grow."""
    tabs = [
        Tab(
            each.value,
            name,
            total if each is here else counts.get(each, 0) if each in OPEN else None,
            each is here,
        )
        for each, name in STAGES.items()
        if each in ALWAYS_A_TAB or each not in OPEN or each in counts or each is here
    ]
    if found or here is None:
        tabs.append(Tab(FOUND, "Found by search", found, here is None))
    return tabs
