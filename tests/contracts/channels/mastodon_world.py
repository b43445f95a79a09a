"""Mastodon as the suite meets it: the packaged mock server, customers by Mastodon.py, a wire that can be cut."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from mastodon import Mastodon
from mastodon_mock.config import SeedAccount, SeedConfig
from mastodon_mock.testing.server import FaultHandle, MockServer

from bots.exchange import Exchange
from bots.mastodon.api import MastodonApi
from bots.mastodon.listen import MastodonListener
from bots.mastodon.plain import text_of
from bots.mastodon.publish import MastodonPublisher
from desk.drafts import To
from tests.contracts.channels.relay import Relay
from tests.contracts.channels.world import Mishap, Out

US = "fennbycare"
CUSTOMERS = ("ann", "bob")
_ACCOUNTS = [SeedAccount(username=name, access_token=f"{name}_token") for name in (US, *CUSTOMERS)]


@contextmanager
def mastodon_server() -> Iterator[MockServer]:
    """A Mastodon with our account and two customers."""
    with MockServer(seed=SeedConfig(accounts=_ACCOUNTS)) as server:
        yield server


class MastodonWorld:
    """Our side goes over the wire; customers and the judge go straight to the server."""

    longest: Mapping[To, int] = {To.PUBLIC: 495, To.DM: 495}  # 500 with the `@ann ` in front

    def __init__(self, server: MockServer, every: timedelta = timedelta(0)) -> None:
        server.reset()
        self.server = server
        self._relay = Relay(server.port)
        self._fault: FaultHandle | None = None
        self._accounts: dict[str, Mastodon] = {}
        self.exchange = Exchange(self._relay.url, "Mastodon")
        self.api = MastodonApi(self.exchange, f"{US}_token", self.now)
        self.listener = MastodonListener(self.api, self.now, every=every, watch_every=timedelta(0))
        self.publisher = MastodonPublisher(self.api, self.now)

    def close(self) -> None:
        self.exchange.close()
        self._relay.close()
        self._forget_fault()
        for account in self._accounts.values():
            account.session.close()

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the server has no other clock

    def account(self, name: str) -> Mastodon:
        if name not in self._accounts:
            self._accounts[name] = Mastodon(
                access_token=f"{name}_token", api_base_url=self.server.base_url, version_check_mode="none"
            )
        return self._accounts[name]

    def write(self, text: str, *, by: str = "ann", to: To = To.PUBLIC) -> str:
        visibility = "public" if to is To.PUBLIC else "direct"
        return str(self.account(by).status_post(f"@{US} {text}", visibility=visibility).id)

    def edit(self, id: str, text: str) -> None:
        self._author_of(id).status_update(id, f"@{US} {text}")

    def delete(self, id: str) -> None:
        self._author_of(id).status_delete(id)

    def write_ourselves(self, text: str) -> None:
        self.account(US).status_post(f"@ann @{US} {text}")

    def echo(self, text: str, under: str, *, by: str = "bob") -> None:
        self.account(by).status_post(f"@ann {text}", in_reply_to_id=under)

    def out(self) -> list[Out]:
        us = self.account(US)
        posts = sorted(us.account_statuses(us.me().id), key=lambda post: int(post.id))
        return [
            Out(
                re.sub(r"^@\w+ ", "", us.status_source(post.id).text),
                str(post.in_reply_to_id or ""),
                To.DM if post.visibility == "direct" else To.PUBLIC,
            )
            for post in posts
        ]

    def seen(self, id: str) -> str:
        """What the post says to a reader."""
        return text_of(str(self.account("bob").status(id).content))

    def fail_next(self, mishap: Mishap) -> None:
        if mishap is Mishap.LIMITED:
            self._fault = self.server.fault(
                path="/api/v1/statuses", methods=["POST"], type="ratelimit", count=1
            )
        else:
            self._relay.fail_next(mishap)

    def mend(self) -> None:
        self._relay.mend()

    def _author_of(self, id: str) -> Mastodon:
        return self.account(str(self.account(US).status(id).account.username))

    def _forget_fault(self) -> None:
        if self._fault is not None:
            self._fault.delete()
