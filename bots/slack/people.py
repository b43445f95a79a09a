"""Who of Slack's users belongs to the desk, and with which roles: by the settings, and by Slack's user groups."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn, Protocol

from assist.text.characters import folded
from bots.slack.directory import Directory, Profile
from bots.slack.remembered import SlackSilent
from desk.cases import Person, Role
from desk.errors import NotAllowed
from desk.steps import DESK

logger = logging.getLogger(__name__)


class Names(Protocol):
    """Remembers for good under which name somebody is known at the desk, as four eyes are told apart by names."""

    def name(self, id: str) -> str | None:
        """None for somebody who has none yet."""

    def holder(self, name: str) -> str | None:
        """The id of who has this name; None when nobody was given it."""

    def give(self, id: str, name: str, likeness: str, instead_of: str | None = None) -> str | None:
        """Their name from now on; None when somebody else's reads like this one."""


@dataclass(frozen=True)
class Groups:
    """Slack as the source of roles. `roles` are by user group, each by its id or handle."""

    directory: Directory
    names: Names
    roles: Mapping[str, frozenset[Role]]
    allowed: Collection[str] = ()  # ids of guests and others from outside who may act in spite of it


class People:
    """The one door for everybody who does something in Slack. Without `groups` the settings alone count."""

    def __init__(self, people: Iterable[Person], groups: Groups | None = None) -> None:
        self._known = tuple(people)
        self._by_slack_id = {person.slack_id: person for person in self._known if person.slack_id}
        self._reserved = {likeness(name) for name in (DESK, *(person.name for person in self._known))}
        self._groups = groups

    def person(self, slack_id: str) -> Person:
        """Raises NotAllowed for somebody who has no role at the desk, or of whom Slack does not say it."""
        person = self.anybody(slack_id)
        if not person.roles:
            raise NotAllowed(
                f"{person.name!r} is asked questions here and may answer those; for more, ask {self._whom} for a role"
            )
        return person

    def anybody(self, slack_id: str) -> Person:
        """The same, and those of the settings without a role, such as super-users: they answer what they are asked."""
        try:
            return self._person(slack_id)
        except SlackSilent as error:
            raise NotAllowed(
                f"nothing was done: {error}, so nobody can tell what Slack user {slack_id!r} may do. Try again in "
                f"a minute; if it stays so, ask {self._whom} to run `assist doctor`"
            ) from error

    def members(self, role: Role) -> list[Person]:
        """Everybody with a role, those of the settings first; of whom Slack says nothing now is left out."""
        known = [person for person in self._known if role in person.roles]
        groups = (
            [group for group, roles in self._groups.roles.items() if role in roles] if self._groups else []
        )
        ids = dict.fromkeys([person.slack_id for person in known if person.slack_id])
        for group in groups:
            ids |= dict.fromkeys(sorted(self._in(group)))
        return [
            *(person for person in known if not person.slack_id),
            *(person for slack_id in ids if (person := self._if_allowed(slack_id))),
        ]

    def slack_id(self, name: str) -> str | None:
        """Of somebody at the desk; None for a name that nobody in Slack has. Slack is not asked: it may be down."""
        if likeness(name) in self._reserved:
            return next((person.slack_id for person in self._known if person.name == name), None)
        return self._groups.names.holder(name) if self._groups else None

    def _person(self, slack_id: str) -> Person:
        known, groups = self._by_slack_id.get(slack_id), self._groups
        if groups is None:
            return known or self._refuse(slack_id)
        roles = (known.roles if known else frozenset()) | _roles_in(groups, slack_id)
        if not roles and known is None:
            self._refuse(slack_id)
        profile = groups.directory.profile(slack_id)
        if profile.outside and slack_id not in groups.allowed:
            raise NotAllowed(
                f"Slack user {slack_id!r} is {profile.outside} and may do nothing at this desk; "
                f"ask {self._whom} to list this id as `allowed` under [slack] in assist.toml"
            )
        name = known.name if known else self._named(profile, groups.names)
        return Person(name, roles, slack_id)

    def _named(self, profile: Profile, names: Names) -> str:
        """The name that they had first, unless it is somebody's of the settings by now."""
        given = names.name(profile.slack_id)
        if given is not None and likeness(given) not in self._reserved:
            return given
        for name in _variants(profile):
            if likeness(name) in self._reserved:
                continue
            if theirs := names.give(profile.slack_id, name, likeness(name), instead_of=given):
                return theirs
        raise AssertionError("there is always one more variant")

    def _in(self, group: str) -> frozenset[str]:
        try:
            return self._groups.directory.members(group) if self._groups else frozenset()
        except SlackSilent as error:
            logger.warning("nobody knows who is in the user group %r: %s", group, error)
            return frozenset()

    def _if_allowed(self, slack_id: str) -> Person | None:
        try:
            return self.person(slack_id)
        except NotAllowed as error:
            logger.info("%s is left out: %s", slack_id, error)
            return None

    def _refuse(self, slack_id: str) -> NoReturn:
        raise NotAllowed(
            f"Slack user {slack_id!r} is not known at this desk; ask {self._whom} to put you into one of its "
            "user groups, or to set `slack_id` in assist.toml"
        )

    @property
    def _whom(self) -> str:
        """Whom to ask: the admins of the settings, else the leads."""
        for role in (Role.ADMIN, Role.TEAM_LEAD):
            if names := [person.name for person in self._known if role in person.roles]:
                return " or ".join(names)
        return "whoever runs the desk"


def likeness(name: str) -> str:
    """Two names that read alike have the same."""
    return " ".join(folded(name).casefold().split())


def _roles_in(groups: Groups, slack_id: str) -> frozenset[Role]:
    given = (roles for group, roles in groups.roles.items() if slack_id in groups.directory.members(group))
    return frozenset().union(*given)


def _variants(profile: Profile) -> Iterator[str]:
    """The name itself, then with the id behind it, as often as it takes."""
    name = profile.name
    while True:
        yield name
        name = f"{name} ({profile.slack_id})"
