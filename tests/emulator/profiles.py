"""What `users.info` says of guests, strangers and leavers; the emulator knows full members alone."""

from collections.abc import Callable, Mapping
from typing import Any

Json = dict[str, Any]


class Profiles:
    """Marks that Slack puts on a user, such as `is_restricted`, laid over what the emulator says."""

    def __init__(self, users: Mapping[str, str], ask: Callable[[str, Json], Json]) -> None:
        self._users = users
        self._ask = ask
        self._marks: dict[str, Json] = {}
        self._elsewhere: dict[str, Json] = {}

    def mark(self, name: str, **marks: object) -> None:
        """From now on, such as `mark("bob", is_ultra_restricted=True)` or `profile={"display_name": "..."}`."""
        self._marks.setdefault(self._users[name], {}).update(marks)

    def add(self, slack_id: str, **marks: object) -> str:
        """Somebody of another organisation, whom a shared channel shows; returns the id."""
        name = slack_id.lower()
        said = {
            "id": slack_id,
            "team_id": "T0ELSEWHERE",
            "name": name,
            "real_name": name,
            "is_stranger": True,
        }
        self._elsewhere[slack_id] = {**said, "deleted": False, "is_bot": False, "profile": {}, **marks}
        return slack_id

    def said(self, asked: Json) -> Json:
        """users.info: https://docs.slack.dev/reference/methods/users.info (read 2026-11-22)."""
        slack_id = str(asked.get("user"))
        if slack_id in self._elsewhere:
            return {"ok": True, "user": self._elsewhere[slack_id]}
        answer = self._ask("users.info", asked)
        if not answer["ok"]:
            return answer
        guest = {"is_restricted": False, "is_ultra_restricted": False, "is_app_user": False}
        marks = self._marks.get(slack_id, {})
        profile = {**answer["user"]["profile"], **marks.get("profile", {})}
        return {"ok": True, "user": {**answer["user"], **guest, **marks, "profile": profile}}
