"""Slack's user groups, which the emulator lacks: `usergroups.list` and `usergroups.users.list`."""

from collections.abc import Iterable, Mapping
from typing import Any

Json = dict[str, Any]


class UserGroups:
    """The groups of the workspace by handle; a test puts people in and takes them out."""

    def __init__(self, users: Mapping[str, str]) -> None:
        self._users = users
        self._members: dict[str, list[str]] = {}  # slack ids by handle
        self._disabled: set[str] = set()

    def put(self, handle: str, names: Iterable[str]) -> str:
        """The group has these members from now on; returns its id. A name may be a Slack id of elsewhere."""
        self._members[handle] = [self._users.get(name, name) for name in names]
        return group_id(handle)

    def disable(self, handle: str) -> None:
        """Somebody turns the group off; Slack keeps it, without members."""
        self._disabled.add(handle)

    def listed(self, asked: Json) -> Json:
        """usergroups.list: https://docs.slack.dev/reference/methods/usergroups.list (read 2026-11-22)."""
        groups = [
            {
                "id": group_id(handle),
                "team_id": "T000000001",
                "is_usergroup": True,
                "name": handle.title(),
                "handle": handle,
                "date_delete": 1 if handle in self._disabled else 0,
                "user_count": len(members),
            }
            for handle, members in self._members.items()
            if _true(asked.get("include_disabled")) or handle not in self._disabled
        ]
        return {"ok": True, "usergroups": groups}

    def members(self, asked: Json) -> Json:
        """usergroups.users.list: https://docs.slack.dev/reference/methods/usergroups.users.list."""
        for handle, members in self._members.items():
            if group_id(handle) == asked.get("usergroup"):
                return {"ok": True, "users": [] if handle in self._disabled else members}
        return {"ok": False, "error": "no_such_subteam"}


def group_id(handle: str) -> str:
    """Such as S0AGENTS."""
    return "S0" + "".join(letter for letter in handle.upper() if letter.isalnum())


def _true(value: object) -> bool:
    return value in (True, 1, "1", "true")
