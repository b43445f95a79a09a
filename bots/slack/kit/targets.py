"""What a button or a modal is about: which case, what was to be seen of it, and where its card stands."""

import json
from dataclasses import dataclass

from desk.cases import Case, CaseId, Seen
from desk.errors import StepNotPossible

OF_ANOTHER_VERSION = "this card is of another version of the desk; wait for it to be renewed"


@dataclass(frozen=True)
class Target:
    """The case, and what of it a person saw when clicking."""

    case_id: CaseId
    seen: Seen
    channel: str = ""  # where the card stands; a modal keeps it, for Slack sends none with it

    def encoded(self) -> str:
        """Small: a card has many buttons, and Slack counts them all."""
        named = [self.case_id, self.seen.draft_version, self.seen.message, self.channel]
        return json.dumps(named if self.channel else named[:-1], ensure_ascii=False, separators=(",", ":"))


def target_of(case: Case) -> Target:
    """What the buttons of a case's card are about."""
    return Target(case.id, case.seen)


def decoded(value: str, channel: str = "") -> Target:
    """Raises StepNotPossible for a value that no card of ours carries."""
    try:
        case_id, version, message, *place = json.loads(value)
        return Target(CaseId(int(case_id)), Seen(int(version), str(message)), str((*place, channel)[0]))
    except (ValueError, TypeError) as error:
        raise StepNotPossible(OF_ANOTHER_VERSION) from error


def menu_value(action: str, case: Case) -> str:
    """What a line of a card's menu sends back: 150 characters at most, so it names the case and no message."""
    return f"{action}:{case.id}"


def menu_choice(value: str) -> tuple[str, CaseId]:
    """The action and the case of a line of a card's menu. Raises StepNotPossible as `decoded` does."""
    action, _, number = value.partition(":")
    if not (number.isascii() and number.isdigit()):
        raise StepNotPossible(OF_ANOTHER_VERSION)
    return action, CaseId(int(number))
