"""What Slack knows of users and groups, in memory: for tests of who may what."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.builders import NOON

Json = dict[str, Any]
TEAM = "T0OURS"


class Workspace(WebClient):
    """`down` is what every call meets: an error code of Slack's, or "timeout"."""

    def __init__(self) -> None:
        super().__init__("xoxb-fake")
        self.users: dict[str, Json] = {}
        self.groups: dict[str, list[str]] = {}  # ids by handle; the id of a group is S0 and its handle
        self.disabled: set[str] = set()
        self.down: str | None = None
        self.asked: Counter[str] = Counter()

    def add(self, slack_id: str, name: str, **marks: object) -> str:
        self.users[slack_id] = {"id": slack_id, "team_id": TEAM, "profile": {"display_name": name}, **marks}
        return slack_id

    def api_call(self, api_method: str, *, params: Json | None = None, **_: Any) -> Any:
        self.asked[api_method] += 1
        if self.down == "timeout":
            raise TimeoutError("no answer")
        if self.down:
            raise refusal(self.down)
        return self._said(api_method, params or {})

    def _said(self, method: str, asked: Json) -> Json:
        if method == "auth.test":
            return {"team_id": TEAM}
        if method == "users.info":
            if asked["user"] not in self.users:
                raise refusal("user_not_found")
            return {"user": self.users[asked["user"]]}
        if method == "usergroups.list":
            handles = [handle for handle in self.groups if handle not in self.disabled]
            return {"usergroups": [{"id": f"S0{h}", "handle": h, "date_delete": 0} for h in handles]}
        return {"users": self.groups[asked["usergroup"].removeprefix("S0")]}


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


class NamesInMemory:
    """As the ledger keeps them."""

    def __init__(self) -> None:
        self.given: dict[str, tuple[str, str]] = {}

    def name(self, id: str) -> str | None:
        return self.given[id][0] if id in self.given else None

    def holder(self, name: str) -> str | None:
        return next((who for who, (given, _) in self.given.items() if given == name), None)

    def give(self, id: str, name: str, likeness: str, instead_of: str | None = None) -> str | None:
        others = {like for other, (_, like) in self.given.items() if other != id}
        if likeness in others:
            return None
        if self.name(id) == instead_of:
            self.given[id] = (name, likeness)
        return self.name(id)


def refusal(error: str) -> SlackApiError:
    return SlackApiError(f"refused: {error}", {"ok": False, "error": error})  # type: ignore[no-untyped-call]
