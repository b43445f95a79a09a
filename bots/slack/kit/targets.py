"""What a button or a modal is about: which case, what was to be seen of it, and where its card stands."""

import json
from dataclasses import asdict, dataclass

from desk.cases import Case, CaseId, Seen
from desk.errors import StepNotPossible


@dataclass(frozen=True)
class Target:
    """The case, and what of it a person saw when clicking."""

    case_id: CaseId
    seen: Seen
    channel: str = ""  # where the card stands; a modal keeps it, for Slack sends none with it

    def encoded(self) -> str:
        """Small enough for a button's value (2000 characters)."""
        return json.dumps({key: value for key, value in asdict(self).items() if value != ""})


def target_of(case: Case) -> Target:
    """What the buttons of a case's card are about."""
    return Target(case.id, case.seen)


def decoded(value: str, channel: str = "") -> Target:
    """Raises StepNotPossible for a value that no card of ours carries."""
    try:
        fields = json.loads(value)
        seen = Seen(int(fields["seen"]["draft_version"]), str(fields["seen"]["message"]))
        return Target(CaseId(int(fields["case_id"])), seen, str(fields.get("channel", channel)))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StepNotPossible(
            "this card is of another version of the desk; wait for it to be renewed"
        ) from error
