"""Measurements run in processes of their own, so that one's memory and caches are not another's."""

import json
import subprocess
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import timedelta
from tempfile import TemporaryFile
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


def run_telling(command: Sequence[str], told: Callable[[int], None]) -> dict[str, Any]:
    """The JSON in the last line of what it printed; `told` how many are `done` as the lines before it say.

    Raises RunFailed.
    """
    last = "{}"
    with (
        TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True) as process,  # noqa: S603 - our own
        ExitStack() as leaving,
    ):
        leaving.callback(process.kill)  # when we are interrupted; one that has ended does not mind
        for line in process.stdout or ():
            last = line
            told(json.loads(line).get("done", 0))
        if process.wait():
            errors.seek(0)
            raise RunFailed(f"{' '.join(command)} ended with {process.returncode}: {errors.read()[-2000:]}")
    figures: dict[str, Any] = json.loads(last)
    return figures
