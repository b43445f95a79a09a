"""What can go wrong with the index. None of it goes away by trying again.

KnowledgeError
├── UnfitDocument    a document cannot be stored as it is
├── OtherModel       the vectors are of another embedding model
└── UnfitModel       the embedding model cannot be used
"""


class KnowledgeError(Exception):
    """Something about the index that a person can mend."""


class UnfitDocument(KnowledgeError):
    """A document cannot be stored: its spans do not fit its text, or two have one id."""


class OtherModel(KnowledgeError):
    """The vectors are of another embedding model; `assist index rebuild` embeds everything again."""


class UnfitModel(KnowledgeError):
    """The embedding model is damaged, missing or not what it says it is."""


def other_model(found: str, wanted: str) -> OtherModel:
    """The error that says which model the index was made with."""
    return OtherModel(
        f"the index was made with embedding model {found!r}, not {wanted!r}: run `assist index rebuild`"
    )
