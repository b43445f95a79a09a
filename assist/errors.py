"""What can go wrong in drafting. Each error says what to do about it.

AssistError
├── UnusableModel     the language model that was set cannot be used; mend the setting or the installation
└── DraftingFailed    a drafter made nothing of this assignment; another one may
"""


class AssistError(Exception):
    """Something that keeps the assistant from drafting."""


class UnusableModel(AssistError):
    """The language model that was set cannot be used."""


class DraftingFailed(AssistError):
    """A drafter made nothing of what it was given; the message says why, for the agent to read."""
