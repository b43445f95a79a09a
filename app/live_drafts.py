"""Keeps the cards up with drafts that are still being written."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from threading import Event

from app.guarded import guarded
from desk.cases import CaseId

# Slack lets a bot change messages some 50 times a minute: docs.slack.dev/apis/web-api/rate-limits (tier 3).
EVERY = timedelta(seconds=2)


class LiveDrafts:
    """Looks at what is underway instead of being told, so that a slow front never holds up a drafter."""

    def __init__(self, texts: Callable[[], Mapping[CaseId, str]], show: Callable[[CaseId], object]) -> None:
        self._texts = texts
        self._show = show
        self._shown: Mapping[CaseId, str] = {}

    def run(self, stop: Event, pause: timedelta) -> None:  # noqa: ARG002 - it has a pace of its own
        """Until `stop` is set."""
        while not stop.wait(EVERY.total_seconds()):
            self.look()

    def look(self) -> None:
        """Has each case shown whose unfinished draft grew since the last look, or is gone."""
        before, self._shown = self._shown, self._texts()
        for case_id in {**before, **self._shown}:
            if before.get(case_id) != self._shown.get(case_id):
                guarded(f"showing the unfinished draft of case {case_id}", partial(self._show, case_id))
