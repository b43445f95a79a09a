"""What goes on for ever must not end by an error."""

import logging
from collections.abc import Callable

from desk.errors import DeskError

log = logging.getLogger(__name__)


def guarded(what: str, work: Callable[[], object]) -> bool:
    """The one place where any error is caught: it is logged, and the next turn tries again. True when none came."""
    try:
        work()
    except DeskError as error:  # says all there is to say
        log.warning("%s failed: %s; the next turn tries again", what, error)
        return False
    except Exception:
        log.exception("%s failed; the next turn tries again", what)
        return False
    return True
