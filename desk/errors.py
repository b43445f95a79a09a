"""What can go wrong at the desk. Each error says whether trying again helps.

DeskError
├── UnknownCase          no such case
├── NotAllowed           this person may not do that
├── StepNotPossible      the case does not stand where this step begins
│   ├── AlreadyDecided   somebody was first
│   └── StaleDraft       the draft was replaced, or the customer wrote again; look again
├── DraftBlocked         a check holds the draft back
├── Conflict             somebody changed the case at the same moment (again: yes)
├── LedgerUnavailable    its database cannot be opened or is not ours
└── SendError
    ├── SendRefused      the channel took nothing (again: when `retry_at` says so)
    └── SendUncertain    nobody knows whether it went out (again: never by itself)
"""

from datetime import datetime


class DeskError(Exception):
    """Something a person at the desk can read and act on."""

    again = False


class UnknownCase(DeskError):
    """No such case."""


class NotAllowed(DeskError):
    """This person may not do that."""


class StepNotPossible(DeskError):
    """The case does not stand where this step begins."""


class AlreadyDecided(StepNotPossible):
    """Somebody was first."""


class StaleDraft(StepNotPossible):
    """The draft was replaced, or the customer wrote again."""


class DraftBlocked(DeskError):
    """A check holds the draft back."""


class Conflict(DeskError):
    """Somebody changed the case at the same moment; read it again."""

    again = True


class LedgerUnavailable(DeskError):
    """The ledger's database cannot be opened, or is not ours."""


class SendError(DeskError):
    """A reply could not be sent."""


class SendRefused(SendError):
    """The channel took nothing; `retry_at` is when it may, None when it never will."""

    def __init__(self, message: str, retry_at: datetime | None = None) -> None:
        super().__init__(message)
        self.retry_at = retry_at
        self.again = retry_at is not None


class SendUncertain(SendError):
    """Nobody knows whether it went out: it is read back, or a person looks."""
