"""Drives a simulated X in tests, over HTTP; any process may drive the same one at the same time.

    with running(tmp_path) as x:                  # a server on 127.0.0.1 in a thread; X's world in tmp_path/"x.db"
        x.url                                     # the base URL that a client of X is given
        x.tokens()                                # {"access_token", "refresh_token", "scope"} of our account
        x.app()                                   # {"bearer_token", "client_id", "client_secret", "consumer_secret",
                                                  #  "accounts": [{"id", "handle", ...}]}: all that a client needs
        x.us                                      # our account: {"id", "handle", ...}
    x = XDriver("http://127.0.0.1:8780")          # one that runs already (`assist simulator`), from any process

Customers (handles without @; each post is a dict with id, conversation, text, taken_at, ...; ids are strings):
    x.user("rainy", followers=12, takes_dms=True, protected=False, suspended=False, verified=False)
    x.tie("rainy", "blocking", "FennbyCare")      # or following, muting; on=False unties
    post = x.post("rainy", "@FennbyCare E17?")    # in_reply_to=ID, quotes=ID, reply_settings=, at=datetime, id=
    x.dm("rainy", "hello")                        # to our account
    x.edit(post["id"], "@FennbyCare E18?")        # -> the new version, with an id of its own
    x.delete(post["id"])
    x.feed(rows)                                  # many at once: dicts as `assist replay` takes them

The clock (limits, tokens, created_at and the edit window go by it): real until it is driven.
    x.clock(to=NOON, speed=0)                     # stands still at NOON
    x.clock(by=60)                                # moves on; x.clock(speed=60): a minute each second
    x.now()

Texts come out of the API as X gives them out: a reply begins with the handle that it answers, links are t.co ones
    (entities.urls has the long ones), and & < > are escaped. The judge and the driver show them as they were written.

Limits: `x.limits("POST /2/tweets", [(100, 900)])`, pairs of uses and seconds; of="app" for the app's.
    All direct messages draw on "POST /2/dm_conversations/messages". GET mentions lists the newest 800 at most, as X:
    `x.knobs(mentions_reach=20_000)` when that is in the way of what a test is about. A window of 24 hours
    has its headers as x-user-limit-24hour-* and x-app-limit-24hour-*, as X names them.

Faults: `x.fault("POST /2/tweets", "cut_after", times=2)`; the endpoint as X's reference has it, with {id}, or `stream`,
    `webhook`, `*`.
    limited (429, `seconds`: the wait), failed (`status`), cut_before, cut_after, slow (`seconds`), garbled,
    dropped (stream), twice, out_of_order (stream and webhook), outage (webhook). x.clear_faults() ends them.

The judge: `x.writes()`: everything our accounts ever wrote, in the order in which X took it, deleted ones too: id,
    first_id, text, direct, in_reply_to, recipient, recipient_id, taken_at, quotes, deep_link, made_with_ai, deleted_at.
    `x.requests()`: {"counts": {endpoint: {status: times}}, "requests": [...]}. `x.deliveries()`: webhooks and attempts.

Tokens: `x.expire_tokens()` (access tokens end now), `x.revoke_tokens()`, `x.tokens(scopes=[...], seconds=60)`.
    GET /2/activity/subscriptions wants like.read too of a user's token, as X's description says: use the app's.
    A webhook's url is http://127.0.0.1:PORT/..., or https://HOST/... after x.proxy("HOST", PORT), as if a company's
    proxy stood between; deliveries are signed with consumer_secret and client_secret.
    Refresh: POST {url}/2/oauth2/token (form: grant_type, refresh_token, client_id; or the client's Basic header).

To hold what your client says against X's own OpenAPI description, see tests/x_description.py: two lines more.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from assist.text.length import weighted_length
from bots.simulator.api.app import simulated_x
from bots.simulator.api.serving import bound, server

Json = dict[str, Any]
HANDLE = "FennbyCare"


class XDriver:
    """One simulated X at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = httpx.Client(base_url=f"{url}/_control", timeout=60)

    def app(self) -> Json:
        return self._get("app")

    @property
    def us(self) -> Json:
        account: Json = self.app()["accounts"][0]
        return account

    def tokens(self, **order: Any) -> Json:
        return self._post("tokens", order)

    def expire_tokens(self, handle: str | None = None) -> None:
        self._post("tokens/expire", {"handle": handle})

    def revoke_tokens(self, handle: str | None = None) -> None:
        self._post("tokens/revoke", {"handle": handle})

    def user(self, handle: str, **said: Any) -> Json:
        return self._post("users", {"handle": handle, **said})

    def tie(self, one: str, kind: str, other: str, *, on: bool = True) -> None:
        self._post("ties", {"one": one, "kind": kind, "other": other, "on": on})

    def post(self, author: str, text: str, **said: Any) -> Json:
        return self._post("posts", {"author": author, "text": text, **_in_json(said)})

    def dm(self, author: str, text: str, **said: Any) -> Json:
        return self._post("dms", {"author": author, "text": text, **_in_json(said)})

    def edit(self, id: str, text: str) -> Json:
        return self._post(f"posts/{id}/edits", {"text": text})

    def delete(self, id: str) -> None:
        self._told(self._http.delete(f"posts/{id}"))

    def seen(self, id: str) -> Json:
        """A post as the judge sees it, whoever wrote it."""
        return self._get(f"posts/{id}")

    def feed(self, rows: Iterable[Json]) -> Json:
        lines = "\n".join(json.dumps(row) for row in rows)
        return self._told(self._http.post("feed", content=lines))

    def clock(self, *, to: datetime | None = None, by: float = 0, speed: float | None = None) -> datetime:
        shown = self._post("clock", {"to": to and to.isoformat(), "by": by, "speed": speed})
        return datetime.fromisoformat(shown["now"])

    def now(self) -> datetime:
        return datetime.fromisoformat(self._get("clock")["now"])

    def limits(self, endpoint: str, limits: Sequence[tuple[int, float]], *, of: str = "user") -> None:
        said = [{"of": of, "limit": limit, "seconds": seconds} for limit, seconds in limits]
        self._post("limits", {"endpoint": endpoint, "limits": said})

    def knobs(self, **said: Any) -> None:
        self._post("knobs", said)

    def proxy(self, host: str, port: int) -> None:
        self._post("proxies", {"host": host, "port": port})

    def fault(self, endpoint: str, trouble: str, **said: Any) -> None:
        self._post("faults", {"endpoint": endpoint, "trouble": trouble, **said})

    def faults(self) -> list[Json]:
        due: list[Json] = self._get("faults")["due"]
        return due

    def clear_faults(self) -> None:
        self._told(self._http.delete("faults"))

    def writes(self, after: int = 0) -> list[Json]:
        written: list[Json] = self._get(f"writes?after={after}")["writes"]
        return written

    def requests(self, after: int = 0) -> Json:
        return self._get(f"requests?after={after}")

    def deliveries(self) -> Json:
        return self._get("deliveries")

    def close(self) -> None:
        self._http.close()

    def _get(self, path: str) -> Json:
        return self._told(self._http.get(path))

    def _post(self, path: str, order: Json) -> Json:
        return self._told(self._http.post(path, json=order))

    def _told(self, response: httpx.Response) -> Json:
        if response.is_error:
            raise AssertionError(f"the simulator: {response.status_code} {response.text}")
        told: Json = response.json()
        return told


def _in_json(said: Json) -> Json:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in said.items()}


def real_time() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the clock beneath the simulated one


@contextmanager
def running(
    folder: Path,
    handles: Sequence[str] = (HANDLE,),
    *,
    clock: Callable[[], datetime] = real_time,
    port: int = 0,
    around: Callable[[ASGIApp], ASGIApp] = lambda app: app,
) -> Iterator[XDriver]:
    """A simulated X on loopback in a thread of this process, over `folder`/x.db."""
    listening = bound(port)
    port = listening.getsockname()[1]
    serving = server(around(simulated_x(folder / "x.db", handles, weighted_length, clock)), port=port)
    thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    x = XDriver(f"http://127.0.0.1:{port}")
    _await(x)
    try:
        yield x
    finally:
        x.close()
        serving.should_exit = True
        thread.join(timeout=10)


def _await(x: XDriver) -> None:
    """Until it answers: its port is open before it serves."""
    x.now()
