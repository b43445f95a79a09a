"""Measurements run in processes of their own, so that one's memory and caches are not another's."""

import json
import subprocess
from collections.abc import Sequence
from datetime import timedelta
from typing import Any


class RunFailed(Exception):
    """A run did not end well; the message is the end of what it said."""


class TookTooLong(RunFailed):
    """A run was ended because it took longer than it was given."""


def run(command: Sequence[str], limit: timedelta | None = None) -> dict[str, Any]:
    """The JSON in the last line of what it printed. Raises RunFailed; TookTooLong after `limit`."""
    seconds = limit.total_seconds() if limit else None
    try:
        ended = subprocess.run(  # noqa: S603 - our own scripts
            command, capture_output=True, text=True, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired as error:
        raise TookTooLong(f"over {seconds:g} s") from error
    if ended.returncode:
        raise RunFailed(f"{' '.join(command)} ended with {ended.returncode}: {ended.stderr[-2000:]}")
    figures: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return figures
