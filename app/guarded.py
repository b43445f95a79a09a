"""What goes on for ever must not end by an error."""

import logging
from collections.abc import Callable

from desk.errors import DeskError

log = logging.getLogger(__name__)


def guarded(what: str, work: Callable[[], object], then: str = "the next turn tries again") -> bool:
    """The one place where any error is caught: it is logged with what happens `then`. True when none came."""
    try:
        work()
    except DeskError as error:  # says all there is to say
        log.warning("%s failed: %s; %s", what, error, then)
        return False
    except Exception:
        log.exception("%s failed; %s", what, then)
        return False
    return True
