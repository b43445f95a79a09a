"""Answers of Slack that are kept for a while: asked again before they are old, and for an hour when Slack is down."""

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from slack_sdk.errors import SlackApiError

from bots.slack.delivery.line import SLACK_FAILED
from desk.errors import DeskError
from desk.ports import Clock

FRESH = timedelta(minutes=5)  # so long a change in Slack may go unnoticed while Slack answers
KEPT = timedelta(hours=1)  # so long it may while Slack does not

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Later = Callable[[Callable[[], object]], object]  # such as an executor's `submit`

logger = logging.getLogger(__name__)


class SlackSilent(DeskError):
    """Slack cannot be asked, and what it said is too old or was never said."""

    again = True


@dataclass(frozen=True)
class _Answer(Generic[V]):
    said: V
    at: datetime


class Remembered(Generic[K, V]):
    """What `ask` said of each key. May be used by several threads."""

    def __init__(self, ask: Callable[[K], V], clock: Clock, later: Later) -> None:
        self._ask = ask
        self._clock = clock
        self._later = later
        self._answers: dict[K, _Answer[V]] = {}
        self._asking: set[K] = set()
        self._lock = Lock()

    def __call__(self, key: K) -> V:
        """Raises SlackSilent."""
        known = self._answers.get(key)
        age = self._clock() - known.at if known else KEPT
        if known is None or age >= FRESH:
            return self._asked_now(key, known)
        if age >= FRESH / 2:
            self._ask_beside(key)
        return known.said

    def _asked_now(self, key: K, known: _Answer[V] | None) -> V:
        try:
            return self._renewed(key)
        except SLACK_FAILED as error:
            if known is not None and self._clock() - known.at < KEPT:
                logger.warning("Slack says nothing new of %r, what it said before counts: %s", key, error)
                return known.said
            raise SlackSilent(f"Slack does not answer ({_reason(error)})") from error

    def _ask_beside(self, key: K) -> None:
        """Nobody waits for it; two never ask the same at once."""
        with self._lock:
            if key in self._asking:
                return
            self._asking.add(key)
        self._later(lambda: self._renewed_beside(key))

    def _renewed_beside(self, key: K) -> None:
        try:
            self._renewed(key)
        except SLACK_FAILED as error:
            logger.warning("Slack says nothing new of %r: %s", key, error)
        finally:
            with self._lock:
                self._asking.discard(key)

    def _renewed(self, key: K) -> V:
        at = self._clock()
        said = self._ask(key)
        self._answers[key] = _Answer(said, at)
        return said


def _reason(error: Exception) -> str:
    """Slack's own word for it if it has one, such as `missing_scope`."""
    return str(error.response.get("error")) if isinstance(error, SlackApiError) else type(error).__name__
