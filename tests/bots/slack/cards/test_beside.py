"""What a card shows beside its case is asked for where it is known, and only when it is shown."""

from dataclasses import replace
from pathlib import Path

from bots.slack.cards.beside import beside
from desk.cases import Case, CaseId, Person, Stage
from tests.bots.slack.shop import a_shop
from tests.builders import NOON


class Owing:
    """Sam is always to be thanked."""

    def __init__(self) -> None:
        self.asked: list[Stage] = []

    def owed(self, case: Case) -> tuple[str, ...]:
        self.asked.append(case.stage)
        return ("sam",)

    def thank(self, id: CaseId, by: Person) -> tuple[str, ...]:
        return ("sam",)


def test_a_card_knows_its_customer_and_the_web_desk_and_owes_thanks_only_when_it_is_done(
    tmp_path: Path,
) -> None:
    owing = Owing()
    with a_shop(tmp_path) as shop:
        bench = shop.front.workbench
        waiting = beside(bench, shop.case, NOON, "https://desk.example/", owing)
        done = beside(bench, replace(shop.case, stage=Stage.SENT), NOON, gratitude=owing)
    assert (waiting.customer.handle, waiting.web, waiting.owed) == ("rainy", "https://desk.example", False)
    assert (done.web, done.owed, done.why_two) == ("", True, None)
    assert owing.asked == [Stage.SENT]
