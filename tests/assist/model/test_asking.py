"""A model is asked within a time and a budget, and again only where that helps."""

import pytest

from assist.draft.model.asking import Asking
from assist.draft.model.budget import Budget, Price
from assist.draft.model.chat import Request, Said, Tokens, Unanswered
from assist.draft.ports import unheard
from assist.errors import DraftingFailed
from tests.fakes.scripted_chat import COUNTED, Line, Purse, ScriptedChat

NOTHING = Tokens()
PRICE = Price(input_usd=1000.0, output_usd=10_000.0)  # the scripted answer costs 2 USD


class Asked:
    """One draft's calls of a scripted model, by a clock that only sleeping moves."""

    def __init__(
        self, *lines: Line, seconds: float = 30.0, purse: Purse | None = None, usd: float | None = None
    ) -> None:
        self.now = 100.0
        self.slept: list[float] = []
        self.chat = ScriptedChat(*lines, "one more")
        budget = Budget(purse or Purse(), PRICE, usd)
        self.asking = Asking(
            self.chat, budget, seconds=seconds, retries=2, sleep=self._sleep, monotonic=lambda: self.now
        )

    def ask(self) -> Said:
        return self.asking.ask(Request("answer", "{}", {}), COUNTED, unheard)

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def busy(*, wait_seconds: float | None = None, tokens: Tokens = NOTHING) -> Unanswered:
    return Unanswered("429: busy", passing=True, tokens=tokens, wait_seconds=wait_seconds)


def test_a_busy_server_is_asked_again_and_waited_for_longer_each_time() -> None:
    asked = Asked(busy(), busy())
    assert asked.ask().text == "one more"
    assert asked.slept == [0.5, 1.0]
    assert asked.chat.seconds == [30.0, 29.5, 28.5]


def test_a_server_that_says_when_to_come_back_is_believed() -> None:
    asked = Asked(busy(wait_seconds=7.0))
    asked.ask()
    assert asked.slept == [7.0]


@pytest.mark.parametrize(
    ("lines", "seconds", "calls"),
    [
        ([busy()] * 3, 30.0, 3),
        ([Unanswered("401: who are you?", passing=False)], 30.0, 1),
        ([busy(wait_seconds=60.0)], 30.0, 1),
        ([busy(), busy()], 1.2, 2),
    ],
    ids=["asked often enough", "will not pass", "passes too late", "no time left"],
)
def test_there_is_no_draft_when_asking_again_is_of_no_use(
    lines: list[Line], seconds: float, calls: int
) -> None:
    asked = Asked(*lines, seconds=seconds)
    with pytest.raises(DraftingFailed, match=r"429: busy|401: who are you"):
        asked.ask()
    assert len(asked.chat.requests) == calls


def test_what_a_failed_call_used_is_paid_for() -> None:
    asked = Asked(busy(tokens=Tokens(1000, 10)), purse=(purse := Purse()))
    asked.ask()
    assert [tokens for _, tokens in purse.calls] == [1010, 1100]
    assert purse.spent == pytest.approx(1.1 + 2.0)
    assert asked.asking.tokens == Tokens(2000, 110)


def test_what_used_nothing_is_not_noted() -> None:
    asked = Asked(busy(), purse=(purse := Purse()))
    asked.ask()
    assert len(purse.calls) == 1


@pytest.mark.parametrize("spent", [0.0, 3.0])
def test_the_days_limit_may_be_used_up(spent: float) -> None:
    Asked(purse=(purse := Purse(spent)), usd=5.0).ask()
    assert purse.spent == spent + 2.0


@pytest.mark.parametrize("spent", [3.01, 9.0])
def test_a_call_that_could_break_the_days_limit_is_not_made(spent: float) -> None:
    asked = Asked(purse=(purse := Purse(spent)), usd=5.0)
    with pytest.raises(DraftingFailed, match=r"its budget of 5\.00 USD a day is used up"):
        asked.ask()
    assert (asked.chat.requests, purse.calls) == ([], [])


def test_asking_again_is_within_the_days_limit_too() -> None:
    asked = Asked(busy(tokens=COUNTED), purse=(purse := Purse(1.0)), usd=4.0)
    with pytest.raises(DraftingFailed, match="used up"):
        asked.ask()
    assert purse.spent == pytest.approx(3.0)


def test_without_a_limit_spending_is_noted_all_the_same() -> None:
    Asked(purse=(purse := Purse(100.0))).ask()
    assert purse.spent == pytest.approx(102.0)
