"""What a language model may cost: its price, a limit for each day, and what was spent."""

from dataclasses import dataclass
from typing import Protocol

from assist.draft.model.chat import Tokens
from assist.errors import DraftingFailed

_MILLION = 1_000_000


@dataclass(frozen=True)
class Price:
    """What a model's maker takes, in US dollars for a million tokens."""

    input_usd: float = 0.0
    output_usd: float = 0.0

    def of(self, tokens: Tokens) -> float:
        """US dollars for so many tokens."""
        return (tokens.read * self.input_usd + tokens.written * self.output_usd) / _MILLION


class Spending(Protocol):
    """Remembers what models were paid, for all processes of a desk."""

    def spent_today(self) -> float:
        """US dollars since the day began."""

    def add(self, usd: float, tokens: int) -> None:
        """Notes one call of a model."""


class Budget:
    """Lets a call happen only if the day's limit holds even when its answer is as long as it may be."""

    def __init__(self, spending: Spending, price: Price = Price(), usd_per_day: float | None = None) -> None:
        """Without `usd_per_day` there is no limit; what is spent is noted all the same."""
        self._spending = spending
        self._price = price
        self._usd_per_day = usd_per_day

    def expect(self, most: Tokens) -> None:
        """Raises DraftingFailed when a call of so many tokens could break the limit."""
        if self._usd_per_day is None:
            return
        spent = self._spending.spent_today()
        if spent + self._price.of(most) > self._usd_per_day:
            raise DraftingFailed(
                f"its budget of {self._usd_per_day:.2f} USD a day is used up ({spent:.2f} USD spent today)"
            )

    def note(self, tokens: Tokens) -> None:
        """Counts what a call used, answered or not."""
        if tokens != Tokens():
            self._spending.add(self._price.of(tokens), tokens.read + tokens.written)

    def cost_usd(self, tokens: Tokens) -> float:
        """What so many tokens cost."""
        return self._price.of(tokens)
