"""A language model in memory: it says what was written down for it, and remembers what it was asked."""

from collections.abc import Callable

from assist.draft.model.chat import Finish, Request, Said, Tokens, Unanswered
from assist.draft.ports import Told

COUNTED = Tokens(1000, 100)
Line = str | Said | Unanswered | Callable[[Request], str]


class ScriptedChat:
    """Each answer is a text, a whole `Said`, a failure to raise, or what makes a text of the request."""

    name = "scripted"

    def __init__(self, *lines: Line) -> None:
        self._lines = list(lines)
        self.requests: list[Request] = []
        self.seconds: list[float] = []

    def ask(self, request: Request, seconds: float, told: Told) -> Said:
        self.requests.append(request)
        self.seconds.append(seconds)
        line = self._lines.pop(0)
        if isinstance(line, Unanswered):
            raise line
        if isinstance(line, Said):
            return line
        text = line if isinstance(line, str) else line(request)
        for end in range(0, len(text) + 20, 20):
            told(text[:end])
        return Said(text, Finish.WHOLE, COUNTED)


class Purse:
    """Remembers what was spent."""

    def __init__(self, spent: float = 0.0) -> None:
        self.spent = spent
        self.calls: list[tuple[float, int]] = []

    def spent_today(self) -> float:
        return self.spent

    def add(self, usd: float, tokens: int) -> None:
        self.spent += usd
        self.calls.append((usd, tokens))
