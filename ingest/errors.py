"""What can go wrong with a source. Trying again helps only after somebody mended the source or its settings.

IngestError
├── BadSource       a source cannot be read as its settings stand: nothing of it is read
└── Unreadable      one item of a source cannot be read: the rest goes on
    └── Unfetchable     it lies on the web and did not come; its cause says whether trying again may help
"""

from enum import Enum


class IngestError(Exception):
    """Something about a source that its owner can read and act on."""


class BadSource(IngestError):
    """The settings of a source ask for something that cannot be done."""


class Unreadable(IngestError):
    """One file, page or row cannot be read; the message is the reason."""


class Cause(Enum):
    """Why something did not come from the web."""

    GONE = "gone"  # the server says that there is nothing any more (404, 410)
    FORBIDDEN = "forbidden"  # by robots.txt
    REFUSED = "refused"  # by us: a private address, a bomb, a loop
    ANSWER = "answer"  # the server answers with another status than one that brings something
    SILENT = "silent"  # no whole answer came: the only one where trying again soon may help


class Unfetchable(Unreadable):
    """One web address did not bring anything; `status` is None when no server was heard."""

    def __init__(self, reason: str, *, cause: Cause = Cause.REFUSED, status: int | None = None) -> None:
        super().__init__(reason)
        self.cause, self.status = cause, status

    @property
    def gone(self) -> bool:
        """Whether the server says that there is nothing any more."""
        return self.cause is Cause.GONE
