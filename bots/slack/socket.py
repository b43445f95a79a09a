"""The desk over Socket Mode: Slack's requests come through a WebSocket that we open, so nobody need reach us.

https://docs.slack.dev/apis/events-api/using-socket-mode (read 2026-11-22).
"""

import logging
from collections.abc import Callable
from functools import partial
from threading import Event
from time import time

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode.internals import build_headers, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bots.slack.delivery.line import SLACK_FAILED
from desk.errors import NotAllowed

_AT_ONCE = 20  # requests; each waits here until its listener acks
_PING = 2.0  # seconds; a line that is cut without a word is given up after five of them
_TIMEOUT = 10  # seconds, to be given an address
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0  # seconds between attempts to connect for the first time
_REFUSED = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)

Answer = Callable[[BoltRequest], BoltResponse]

logger = logging.getLogger(__name__)


def listen(answer: Answer, app_token: str, stop: Event, *, api_url: str) -> None:
    """Answers what Slack sends until `stop`, over one connection after the other. Raises NotAllowed.

    No thread of it is left afterwards, also when Ctrl-C ends it.
    """
    client = SocketModeClient(
        app_token,
        logger,
        WebClient(base_url=api_url, timeout=_TIMEOUT),
        concurrency=_AT_ONCE,
        ping_interval=_PING,
    )
    client.socket_mode_request_listeners.append(partial(_requested, answer))
    try:
        _connect(client, stop)
        stop.wait()
    finally:
        _close(client)


def _requested(answer: Answer, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
    """Slack sends again what is not acked, as it does over HTTP."""
    begun = time()
    body = BoltRequest(mode="socket_mode", body=request.payload, headers=build_headers(request))
    send_response(client, request, answer(body), begun)


def _connect(client: SocketModeClient, stop: Event) -> None:
    """Tries until Slack can be reached; from then on the client connects again by itself."""
    pause = _FIRST_PAUSE
    while not stop.is_set():
        try:
            client.connect()
        except SlackApiError as error:
            if error.response.get("error") in _REFUSED:
                raise NotAllowed(
                    f"Slack refuses the app token ({error.response.get('error')}); make one of the form xapp-… with"
                    " the scope connections:write, and set it as `app_token` under [slack]"
                ) from error
            logger.warning("Slack gives no connection: %s", error)
        except SLACK_FAILED as error:
            logger.warning("Slack cannot be reached: %s", error)
        else:
            return
        stop.wait(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _close(client: SocketModeClient) -> None:
    """Its own `close` alone waits for ever when the client connects anew at that moment."""
    client.closed = True  # no message is read any more, a request to connect anew among them
    client.default_auto_reconnect_enabled = client.auto_reconnect_enabled = False
    for thread in (client.message_processor, client.current_app_monitor):
        thread.shutdown()  # type: ignore[no-untyped-call]  # slack_sdk types no more of it
    client.close()
