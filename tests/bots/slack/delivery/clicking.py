"""A process that clicks: in the process of the desk it would compete with it for Python's lock."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.emulator.lines import FORM, SignedHttp


def acks(bot: str, clicks: Sequence[str], seconds: float) -> list[float]:
    """Posts signed clicks, evenly spread; returns how many seconds each waited for its ack."""
    line, began = SignedHttp(bot), time.monotonic()

    def click(number: int) -> float:
        time.sleep(max(0.0, began + seconds * number / len(clicks) - time.monotonic()))
        before = time.monotonic()
        answer = line.post(clicks[number], FORM)
        assert answer.status_code == 200, answer.text
        return time.monotonic() - before

    with ThreadPoolExecutor(64) as together:
        return list(together.map(click, range(len(clicks))))
