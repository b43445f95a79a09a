"""What Slack knows of its users: who belongs to us, what they are called, and who is in which user group."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bots.slack.kit.text import label
from bots.slack.remembered import Later, Remembered
from desk.ports import Clock

_LONGEST_NAME = 40
_NOBODY = frozenset({"user_not_found", "user_not_visible"})
_NO_GROUP = "no_such_subteam"
_OUTSIDE = {  # what Slack marks on a user, and what such a user is to us
    "deleted": "a deactivated user of this Slack",
    "is_bot": "a bot",
    "is_workflow_bot": "a workflow",
    "is_stranger": "of another organisation",
    "is_restricted": "a guest of this Slack",
    "is_ultra_restricted": "a guest of this Slack",
}


@dataclass(frozen=True)
class Profile:
    """A user as Slack tells of them. The name is their own choice; it is cut and harmless, and not unique."""

    slack_id: str
    name: str
    outside: str | None  # why they are no full member of our workspace, in words; None when they are one


class Directory:
    """Answers from memory, a few minutes old at most while Slack can be asked. May be used by several threads."""

    def __init__(self, client: WebClient, clock: Clock, later: Later) -> None:
        self._client = client
        self._our_team = Remembered(self._ask_team, clock, later)
        self._profiles = Remembered(self._ask_profile, clock, later)
        self._ids = Remembered(self._ask_ids, clock, later)
        self._members = Remembered(self._ask_members, clock, later)

    def profile(self, slack_id: str) -> Profile:
        """Raises SlackSilent."""
        return self._profiles(slack_id)

    def members(self, group: str) -> frozenset[str]:
        """The Slack ids in a user group, named by its id or handle; nobody when there is no such group in use.

        Raises SlackSilent.
        """
        ids = self._ids(())
        group_id = ids.get(group.removeprefix("@"))
        return self._members(group_id) if group_id else frozenset()

    def _ask_team(self, _: tuple[()]) -> str:
        return str(self._client.auth_test()["team_id"])

    def _ask_profile(self, slack_id: str) -> Profile:
        try:
            user = self._client.users_info(user=slack_id)["user"]
        except SlackApiError as error:
            if error.response.get("error") not in _NOBODY:
                raise
            return Profile(slack_id, slack_id, "nobody whom this Slack knows")
        return Profile(slack_id, _name_of(user), _outside(user, self._our_team(())))

    def _ask_ids(self, _: tuple[()]) -> Mapping[str, str]:
        """Each group in use by its id and by its handle; the ids win."""
        listed = self._client.usergroups_list()["usergroups"]
        groups = [group for group in listed if not group.get("date_delete")]
        return {group["handle"]: group["id"] for group in groups} | {
            group["id"]: group["id"] for group in groups
        }

    def _ask_members(self, group_id: str) -> frozenset[str]:
        try:
            return frozenset(self._client.usergroups_users_list(usergroup=group_id)["users"])
        except SlackApiError as error:
            if error.response.get("error") == _NO_GROUP:
                return frozenset()
            raise


def _name_of(user: Mapping[str, Any]) -> str:
    profile = user.get("profile", {})
    said = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return label(next((name for name in said if name and name.strip()), str(user["id"])), _LONGEST_NAME)


def _outside(user: Mapping[str, Any], our_team: str) -> str | None:
    for mark, what in _OUTSIDE.items():
        if user.get(mark):
            return what
    teams = {user.get("team_id"), *user.get("enterprise_user", {}).get("teams", [])}
    return None if our_team in teams else "of another organisation"
