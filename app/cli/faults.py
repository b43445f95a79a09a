"""Errors that a person can mend become one line on standard error and exit status 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def explained() -> Iterator[None]:
    """Turn our own errors into a message; anything else keeps its traceback, for it is our fault."""
    try:
        yield
    except Exception as error:
        if not _ours(error):
            raise
        print(f"assist: {error}", file=sys.stderr)
        sys.exit(2)


def _ours(error: Exception) -> bool:
    from app.settings import SettingsError
    from assist.errors import UnusableModel
    from desk.errors import DeskError
    from index.errors import KnowledgeError
    from ingest.errors import IngestError

    return isinstance(error, SettingsError | UnusableModel | DeskError | KnowledgeError | IngestError)
