"""How what happens in Slack reaches the bot: signed requests over HTTP here, envelopes over Socket Mode elsewhere."""

import time
from dataclasses import dataclass
from typing import Protocol

import httpx
from slack_sdk.signature import SignatureVerifier

from bots.slack.http import PATH
from tests.emulator.slack import SIGNING_SECRET

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class Line(Protocol):
    """The way to the bot."""

    def post(self, body: str, content_type: str, *, retry: int = 0) -> httpx.Response:
        """Delivers one request and returns the bot's ack; `retry` counts the deliveries before."""


@dataclass(frozen=True)
class SignedHttp:
    """`bot` is the bot's address."""

    bot: str
    secret: str = SIGNING_SECRET

    def post(self, body: str, content_type: str, *, retry: int = 0) -> httpx.Response:
        """A request as Slack signs it."""
        at = str(int(time.time()))
        signature = SignatureVerifier(self.secret).generate_signature(timestamp=at, body=body)
        headers = {"content-type": content_type, "x-slack-request-timestamp": at}
        headers["x-slack-signature"] = str(signature)
        if retry:
            headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"}
        return httpx.post(self.bot + PATH, content=body, headers=headers, timeout=10)
