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
from bots.web.words import STAGES, time_left
from desk.cases import Case, Stage
from desk.metrics import OPEN
from desk.ports import Clock

MOST_ROWS = 100
ALWAYS_A_TAB = frozenset({Stage.AWAITING_DECISION, Stage.WITH_EXPERT, Stage.UNCERTAIN})


@dataclass(frozen=True)
class QueuePage:
    """The first page of the desk."""

    workbench: Workbench
    pages: Pages
    clock: Clock

    def show(self, request: Request) -> Response:
        """GET /?stage=…; the page asks again with what it has `seen`, and gets it only if it differs."""
        stage = _stage(request.query_params.get("stage", Stage.AWAITING_DECISION.value))
        cases = self.workbench.queue(OPEN | {stage})
        rows = [case for case in cases if case.stage is stage]
        counts = _counts(cases, stage)
        seen = self._fingerprint(rows[:MOST_ROWS], counts)
        if request.query_params.get("seen") == seen:
            return Response(status_code=204)
        return self.pages.show(
            request,
            "queue.html",
            stage=stage,
            rows=rows[:MOST_ROWS],
            more=len(rows[MOST_ROWS:]),
            counts=counts,
            poll_url=f"/?{urlencode({'stage': stage.value, 'seen': seen})}",
        )

    def _fingerprint(self, rows: Sequence[Case], counts: Sequence[tuple[Stage, int | None]]) -> str:
        """The same for as long as the page would look the same; the time left is told in minutes."""
        now = self.clock()
        shown = [(case.id, case.revision, time_left(case, now)) for case in rows]
        return sha256(repr((shown, counts)).encode()).hexdigest()[:16]


def _stage(value: str) -> Stage:
    try:
        return Stage(value)
    except ValueError:
        raise HTTPException(404, f"There is no stage {value!r}.") from None


def _counts(cases: Sequence[Case], stage: Stage) -> list[tuple[Stage, int | None]]:
    """The stages worth a tab and how many cases stand there; closed stages only grow, and are not counted."""
    counts = Counter(case.stage for case in cases)
    return [
        (each, counts[each] if each in OPEN or each is stage else None)
        for each in STAGES
        if each in ALWAYS_A_TAB or each not in OPEN or counts[each] or each is stage
    ]
