"""Names for processes, and whether one of them has ended."""

import os
from pathlib import Path
from socket import gethostname


def this_process() -> str:
    """The host, the number of this process there and when it began: the number alone is given out again."""
    return f"{gethostname()} {os.getpid()} {_begun(os.getpid())}"


def is_dead(process: str) -> bool:
    """Whether a process of this host has ended; False for those of other hosts and for what cannot be told."""
    host, _, rest = process.partition(" ")
    number, _, begun = rest.partition(" ")
    if host != gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)  # signal 0 is not sent: it only asks
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _begun(int(number)) != begun


def _begun(number: int) -> str:
    """When the process began, in ticks since the machine did; "" where /proc does not say."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
