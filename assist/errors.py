"""What can go wrong in drafting. Each error says what to do about it.

AssistError
└── UnusableModel    the language model that was set cannot be used; mend the setting or the installation
"""


class AssistError(Exception):
    """Something in the set-up of the assistant that a person can mend."""


class UnusableModel(AssistError):
    """The language model that was set cannot be used."""
