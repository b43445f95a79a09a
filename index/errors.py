"""What can go wrong with the index.

KnowledgeError
├── UnfitDocument        a document cannot be stored as it is
├── OtherModel           the vectors are of another embedding model
├── UnfitModel           the embedding model cannot be used
├── TooFewPairs          the library has too little to adapt the embedding model on
├── DamagedSnapshot      what is derived from the library is not whole; it is derived again
├── ProjectionUnavailable  what is derived from the library cannot be written (again: perhaps)
└── LibraryUnavailable   the database cannot be reached, read or written (again: perhaps)
"""

from pathlib import Path


class KnowledgeError(Exception):
    """Something about the index that a person can mend."""

    again = False


class UnfitDocument(KnowledgeError):
    """A document cannot be stored: its spans do not fit its text, or two have one id."""


class OtherModel(KnowledgeError):
    """The vectors are of another embedding model; `assist index rebuild` embeds everything again."""


class UnfitModel(KnowledgeError):
    """The embedding model is damaged, missing or not what it says it is."""


class TooFewPairs(KnowledgeError):
    """The library holds too few questions with their answers to adapt the embedding model on."""


class DamagedSnapshot(KnowledgeError):
    """A file that is derived from the library is not what was written."""

    again = True


class ProjectionUnavailable(KnowledgeError):
    """What a search needs cannot be written: the disk is full, or the folder read-only."""

    again = True


class LibraryUnavailable(KnowledgeError):
    """The database cannot be reached, read or written: its server is away, its disk full, its file locked."""

    again = True


def other_model(found: str, wanted: str) -> OtherModel:
    """The error that says which model the index was made with."""
    return OtherModel(
        f"the index was made with embedding model {found!r}, not {wanted!r}: run `assist index rebuild`"
    )


def unwritable(folder: Path, error: Exception) -> ProjectionUnavailable:
    """The error that says where there is no room, and what to do."""
    return ProjectionUnavailable(
        f"the index cannot be written to {str(folder)!r} ({error}): "
        "make room there, or set data_dir to a folder that can be written; the library itself is whole"
    )
