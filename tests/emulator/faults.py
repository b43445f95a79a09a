"""What a Slack in trouble does to calls: too many of them, no answer, an error. Seeded, so that it happens again."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from random import Random

from starlette.responses import JSONResponse, PlainTextResponse, Response


class Fault(Enum):
    """One call's bad luck."""

    TOO_MANY = "429"
    NEVER_CAME = "times out, was not taken"
    ANSWER_LOST = "times out, was taken"
    BROKEN = "500, was not taken"
    BROKEN_AFTER = "500, was taken"


HARD = {  # shares of all calls
    Fault.TOO_MANY: 0.30,
    Fault.NEVER_CAME: 0.05,
    Fault.ANSWER_LOST: 0.05,
    Fault.BROKEN: 0.025,
    Fault.BROKEN_AFTER: 0.025,
}
_TAKEN = frozenset({Fault.ANSWER_LOST, Fault.BROKEN_AFTER})
TIMES_OUT = frozenset({Fault.NEVER_CAME, Fault.ANSWER_LOST})


@dataclass
class Faults:
    """`patience` is more than the caller's, `retry_after` what a 429 says; both in seconds."""

    seed: int
    shares: dict[Fault, float] = field(default_factory=lambda: dict(HARD))
    patience: float = 1.5
    retry_after: float = 0.02
    met: Counter[Fault | None] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)

    def draw(self) -> Fault | None:
        """What happens to the next call; None: nothing."""
        [fault] = self._random.choices(
            [*self.shares, None], [*self.shares.values(), 1 - sum(self.shares.values())]
        )
        self.met[fault] += 1
        return fault

    async def around(self, call: Callable[[], Awaitable[Response]]) -> Response:
        """Slack's answer to a call, or what becomes of it."""
        fault = self.draw()
        if fault is None:
            return await call()
        if fault in _TAKEN:
            await call()
        if fault in TIMES_OUT:
            await asyncio.sleep(self.patience)
        if fault is not Fault.TOO_MANY:
            return PlainTextResponse("Internal Server Error", status_code=500)
        headers = {"Retry-After": str(self.retry_after)}
        return JSONResponse({"ok": False, "error": "ratelimited"}, status_code=429, headers=headers)
