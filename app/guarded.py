"""What goes on for ever must not end by an error."""

import logging
from collections.abc import Callable

log = logging.getLogger(__name__)


def guarded(what: str, work: Callable[[], object]) -> None:
    """The one place where any error is caught: it is logged, and the next turn tries again."""
    try:
        work()
    except Exception:
        log.exception("%s failed; the next turn tries again", what)
