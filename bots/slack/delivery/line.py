"""The line to Slack for what the desk writes by itself: at the pace that Slack allows."""

import logging
import time
from collections.abc import Callable
from http.client import HTTPException
from threading import Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bots.slack.delivery.pacing import Lane, Manners, Pace
from desk.errors import DeskError

SLACK_FAILED = (
    SlackClientError,
    OSError,
    HTTPException,
)  # slack_sdk lets connection errors through as they are
_PERHAPS_DONE = frozenset({"fatal_error", "internal_error"})  # "some aspect may have succeeded", says Slack
_SHUT = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})
_RETRY_AFTER = 1.0  # seconds, when Slack does not say

logger = logging.getLogger(__name__)

Answer = dict[str, Any]


class CallFailed(DeskError):
    """Slack did not do what it was asked."""


class Refused(CallFailed):
    """And will not: `code` is Slack's word for why. Nothing was done."""

    def __init__(self, method: str, code: str) -> None:
        super().__init__(f"{method}: {code}")
        self.code = code


class NotNow(CallFailed):
    """But will later. Nothing was done."""

    again = True


class OutcomeUnknown(CallFailed):
    """Or it did, and its answer was lost."""


class Line:
    """May be shared by threads. After failures it rests, each time longer, until something goes well again."""

    def __init__(
        self,
        client: WebClient,
        manners: Manners,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """The client must not retry by itself: it would post twice."""
        self._client = client
        self._pace = Pace(manners.limits)
        self._manners = manners
        self._monotonic = monotonic
        self._failures = 0
        self._rests_until = float("-inf")
        self._lock = Lock()

    def lane(self, method: str, channel: str) -> Lane:
        """The lane of a call."""
        return self._pace.lane(method, channel)

    def wait_for(self, lane: Lane) -> float:
        """Seconds until a call may be made in this lane; 0: now."""
        with self._lock:
            return self._wait_for(lane, self._monotonic())

    def call(self, method: str, **arguments: Any) -> Answer:
        """Calls a method whose time has come. Raises Refused, NotNow (also before its time), OutcomeUnknown."""
        lane = self.lane(method, arguments["channel"])
        self._enter(lane)
        try:
            answer = getattr(self._client, method.replace(".", "_"))(**arguments)
        except SlackApiError as error:
            raise self._refusal(lane, error) from error
        except SLACK_FAILED as error:
            self._rest(f"cannot be reached: {error}")
            raise OutcomeUnknown(f"{method}: {error}") from error
        self._went_well()
        return dict(answer.data) if hasattr(answer, "data") else dict(answer)

    def in_turn(self, method: str, patience: float, **arguments: Any) -> Answer:
        """The same for a thread that may wait so many seconds for the time of its call."""
        wait = self.wait_for(self.lane(method, arguments["channel"]))
        if 0 < wait <= patience:
            time.sleep(wait)
        return self.call(method, **arguments)

    def _enter(self, lane: Lane) -> None:
        with self._lock:
            now = self._monotonic()
            if self._wait_for(lane, now):
                raise NotNow(f"{lane.method} has to wait")
            self._pace = self._pace.called(lane, now)

    def _wait_for(self, lane: Lane, now: float) -> float:
        return max(0.0, self._rests_until - now, self._pace.free_at(lane) - now)

    def _refusal(self, lane: Lane, error: SlackApiError) -> CallFailed:
        """What a refusal means for the call and for those after it."""
        code = str(error.response.get("error"))
        status = getattr(error.response, "status_code", 200)
        if status >= 500 or code in _PERHAPS_DONE:
            self._rest(f"answers {code} ({status})")
            return OutcomeUnknown(f"{lane.method}: {code} ({status})")
        if status == 429 or code == "ratelimited":
            self._pause(lane, _seconds(error))
            return NotNow(f"{lane.method} had too many calls")
        if code in _SHUT:
            self._rest(f"refuses the app: {code}; `assist doctor` says more")
            return NotNow(f"{lane.method}: {code}")
        self._went_well()
        return Refused(lane.method, code)

    def _pause(self, lane: Lane, seconds: float) -> None:
        with self._lock:
            self._pace = self._pace.told_to_wait(lane, self._monotonic() + seconds)

    def _rest(self, why: str) -> None:
        with self._lock:
            rest = min(self._manners.first_rest * 2**self._failures, self._manners.longest_rest)
            self._failures = min(self._failures + 1, 16)
            self._rests_until = self._monotonic() + rest
        logger.warning("Slack %s; nothing is written for %.1f seconds", why, rest)

    def _went_well(self) -> None:
        with self._lock:
            self._failures = 0
            self._rests_until = float("-inf")


def _seconds(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", {})
    try:
        return max(0.0, float(headers.get("Retry-After", _RETRY_AFTER)))
    except ValueError:
        return _RETRY_AFTER
