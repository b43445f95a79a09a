"""What can go wrong with a source. Trying again helps only after somebody mended the source or its settings.

IngestError
├── BadSource       a source cannot be read as its settings stand: nothing of it is read
└── Unreadable      one item of a source cannot be read: the rest goes on
"""


class IngestError(Exception):
    """Something about a source that its owner can read and act on."""


class BadSource(IngestError):
    """The settings of a source ask for something that cannot be done."""


class Unreadable(IngestError):
    """One file, page or row cannot be read; the message is the reason."""
