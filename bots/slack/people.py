"""Who of Slack's users belongs to the desk."""

from collections.abc import Iterable

from desk.cases import Person
from desk.errors import NotAllowed


class People:
    """The people of the settings, found by their Slack ids."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_slack_id = {person.slack_id: person for person in people if person.slack_id}

    def person(self, slack_id: str) -> Person:
        """Raises NotAllowed for somebody who is not of the desk."""
        try:
            return self._by_slack_id[slack_id]
        except KeyError as error:
            raise NotAllowed(
                f"Slack user {slack_id!r} is not known at this desk; ask for `slack_id` to be set in assist.toml"
            ) from error
