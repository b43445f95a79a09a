"""Who we are in Slack, asked beside: bolt by itself asks before the first ack, and refuses all while Slack is down."""

import logging
from collections.abc import Callable
from threading import Lock

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bots.slack.delivery.line import SLACK_FAILED

logger = logging.getLogger(__name__)


class Identity:
    """Ours in the one workspace whose token we have. Never waits for Slack."""

    def __init__(self, client: WebClient, beside: Callable[[Callable[[], None]], object]) -> None:
        """`beside` has something done in another thread."""
        self._client = client
        self._beside = beside
        self._user_id: str | None = None
        self._asking = Lock()
        beside(self._ask)

    def known(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        """What a listener may know of us by now; for bolt's `authorize`."""
        if self._user_id is None:
            self._beside(self._ask)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=self._client.token,
            bot_user_id=self._user_id,
        )

    def _ask(self) -> None:
        if self._user_id is not None or not self._asking.acquire(blocking=False):
            return
        try:
            self._user_id = str(self._client.auth_test()["user_id"])
        except SLACK_FAILED as error:
            logger.warning("Slack does not say yet who we are: %s", error)
        finally:
            self._asking.release()
