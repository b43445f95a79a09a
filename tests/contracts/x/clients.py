"""Clients of X that we did not write, set up for a simulated one."""

from typing import Any
from urllib.parse import urlsplit

import requests
import tweepy
from requests.adapters import HTTPAdapter
from xdk import Client

from tests.x_driver import XDriver


class Rewrite(HTTPAdapter):
    """tweepy knows one host only: its requests go to the simulated one."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        request.url = self._base + parts.path + (f"?{parts.query}" if parts.query else "")
        return super().send(request, *args, **kwargs)


def a_tweepy(x: XDriver) -> tweepy.Client:
    """With our account's token: tweepy takes one of OAuth 2 as a bearer token."""
    client = tweepy.Client(bearer_token=x.tokens()["access_token"])
    client.session.mount("https://api.twitter.com", Rewrite(x.url))
    return client


def an_xdk(x: XDriver) -> Client:
    """With our account's token."""
    return Client(base_url=x.url, access_token=x.tokens()["access_token"])


def an_app(x: XDriver) -> Client:
    """With the app's token."""
    return Client(base_url=x.url, bearer_token=x.app()["bearer_token"])
