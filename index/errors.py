"""What can go wrong with the index.

KnowledgeError
├── UnfitDocument        a document cannot be stored as it is
├── OtherModel           the vectors are of another embedding model
├── UnfitModel           the embedding model cannot be used
└── LibraryUnavailable   the database cannot be reached, read or written (again: perhaps)
"""


class KnowledgeError(Exception):
    """Something about the index that a person can mend."""

    again = False


class UnfitDocument(KnowledgeError):
    """A document cannot be stored: its spans do not fit its text, or two have one id."""


class OtherModel(KnowledgeError):
    """The vectors are of another embedding model; `assist index rebuild` embeds everything again."""


class UnfitModel(KnowledgeError):
    """The embedding model is damaged, missing or not what it says it is."""


class LibraryUnavailable(KnowledgeError):
    """The database cannot be reached, read or written: its server is away, its disk full, its file locked."""

    again = True


def other_model(found: str, wanted: str) -> OtherModel:
    """The error that says which model the index was made with."""
    return OtherModel(
        f"the index was made with embedding model {found!r}, not {wanted!r}: run `assist index rebuild`"
    )
