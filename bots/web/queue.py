"""The queue: what stands at a stage, soonest due first, and how much stands at the others."""

from collections import Counter
from collections.abc import Sequence
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
from desk.messages import Kind
from desk.metrics import OPEN

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
        cases = self.workbench.queue(OPEN if stage is None else OPEN | {stage})
        rows = [case for case in cases if _belongs(case, stage)]
        tabs = _tabs(cases, stage)
        seen = self._fingerprint(rows[:MOST_ROWS], tabs)
        if request.query_params.get("seen") == seen:
            return Response(status_code=204)
        return self.pages.show(
            request,
            "queue.html",
            title=next(tab.name for tab in tabs if tab.here),
            rows=rows[:MOST_ROWS],
            more=len(rows[MOST_ROWS:]),
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


def _belongs(case: Case, stage: Stage | None) -> bool:
    """Whether a case is listed at this stage; None: among what a search found and somebody should look at."""
    found = case.message.kind is Kind.LISTENING and case.stage in OPEN
    return found if stage is None else case.stage is stage and not found


def _tabs(cases: Sequence[Case], stage: Stage | None) -> list[Tab]:
    """Stages worth a tab and how many cases stand there; closed stages only grow, and are not counted."""
    counts = Counter(each for each in (*STAGES, None) for case in cases if _belongs(case, each))
    tabs = [
        Tab(each.value, name, counts[each] if each in OPEN or each is stage else None, each is stage)
        for each, name in STAGES.items()
        if each in ALWAYS_A_TAB or each not in OPEN or counts[each] or each is stage
    ]
    if counts[None] or stage is None:
        tabs.append(Tab(FOUND, "Found by search", counts[None], stage is None))
    return tabs
