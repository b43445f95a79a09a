"""What drafters are writing just now: text that nothing has checked, to be watched and never to be approved."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from assist.draft.ports import Told
from desk.cases import CaseId


class Underway:
    """The unfinished drafts of one process. May be shared by threads; forgets what is done or has failed."""

    def __init__(self) -> None:
        self._texts: dict[CaseId, str] = {}
        self._lock = Lock()

    @contextmanager
    def drafting(self, id: CaseId) -> Iterator[Told]:
        """Around the drafting for a case; what it yields hears the text so far."""

        def told(text: str) -> None:
            with self._lock:
                self._texts[id] = text

        try:
            yield told
        finally:
            with self._lock:
                self._texts.pop(id, None)

    def text(self, id: CaseId) -> str:
        """All that is written for a case by now; empty when there is nothing to read."""
        return self.texts().get(id, "")

    def texts(self) -> dict[CaseId, str]:
        """The same for every case that somebody could read something of."""
        with self._lock:
            return {case_id: text for case_id, text in self._texts.items() if text}
