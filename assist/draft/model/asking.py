"""Asks a model within a time and a budget, and again where that helps."""

import logging
import time
from collections.abc import Callable

from assist.draft.model.budget import Budget
from assist.draft.model.chat import Chat, Request, Said, Tokens, Unanswered
from assist.draft.ports import Told
from assist.errors import DraftingFailed

_log = logging.getLogger(__name__)
_FIRST_WAIT = 0.5  # seconds; each further wait is twice as long


class Asking:
    """The calls for one draft: they share its time, and what they use adds up."""

    def __init__(
        self,
        chat: Chat,
        budget: Budget,
        *,
        seconds: float,
        retries: int,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.tokens = Tokens()
        self._chat = chat
        self._budget = budget
        self._retries = retries
        self._sleep = sleep
        self._monotonic = monotonic
        self._ends = monotonic() + seconds

    def ask(self, request: Request, most: Tokens, told: Told) -> Said:
        """The model's answer; one call takes `most` tokens. Raises DraftingFailed."""
        retry = 0
        while True:
            self._budget.expect(most)
            try:
                said = self._chat.ask(request, self._left(), told)
            except Unanswered as failure:
                self._note(failure.tokens)
                self._wait(failure, retry)
                retry += 1
            else:
                self._note(said.tokens)
                return said

    def _wait(self, failure: Unanswered, retry: int) -> None:
        """Raises DraftingFailed when asking again would not help or would come too late."""
        wait = max(_FIRST_WAIT * 2**retry, failure.wait_seconds or 0.0)
        if not failure.passing or retry == self._retries or wait >= self._left():
            raise DraftingFailed(str(failure)) from failure
        _log.info("%s: %s; asking again in %.1f s", self._chat.name, failure, wait)
        self._sleep(wait)

    def _note(self, tokens: Tokens) -> None:
        self.tokens += tokens
        self._budget.note(tokens)

    def _left(self) -> float:
        return self._ends - self._monotonic()
