"""What a button or a modal is about: which case, what was to be seen of it, and where its card stands."""

import json
from dataclasses import dataclass

from desk.cases import Case, CaseId, Seen, Stage
from desk.errors import StepNotPossible

OF_ANOTHER_VERSION = "this card is of another version of the desk; wait for it to be renewed"


@dataclass(frozen=True)
class Target:
    """The case, and what of it a person saw when clicking."""

    case_id: CaseId
    seen: Seen
    channel: str = ""  # where the card stands; a modal keeps it, for Slack sends none with it
    attempt: int = 0  # at sending, of which nobody knows whether it went out; 0: there is no such one

    def encoded(self) -> str:
        """Small: a card has many buttons, and Slack counts them all."""
        named = [self.case_id, self.seen.draft_version, self.seen.message, self.channel, self.attempt]
        while not named[-1]:
            named.pop()
        return json.dumps(named, ensure_ascii=False, separators=(",", ":"))


def target_of(case: Case) -> Target:
    """What the buttons of a case's card are about."""
    return Target(case.id, case.seen, attempt=case.attempt if case.stage is Stage.UNCERTAIN else 0)


def decoded(value: str, channel: str = "") -> Target:
    """Raises StepNotPossible for a value that no card of ours carries."""
    try:
        case_id, version, message, *rest = json.loads(value)
        place, attempt = [*rest, *("", 0)[len(rest) :]][:2]
        seen = Seen(int(version), str(message))
        return Target(CaseId(int(case_id)), seen, str(place or channel), int(attempt))
    except (ValueError, TypeError, OverflowError) as error:
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
