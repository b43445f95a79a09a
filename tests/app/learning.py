"""A learner over a house of the tests, and an author who is told."""

from dataclasses import dataclass, field
from threading import Event as Stop

from app.contributions import Learner, Teller
from app.notes import Notes
from app.redrafting import Redrafting
from app.wiring import House
from assist.redraft import Redrafter
from desk.cases import Case, CaseId, Stage
from desk.contributions import Contribution, Contributions, Progress
from tests.builders import NOON

E17 = "E17 means that the rain gauge is blocked. Lift the funnel off and rinse it with warm water."


@dataclass
class Author:
    """Remembers what was told, by key, as a front that was told twice shows it once."""

    heard: dict[str, int | str | None] = field(default_factory=dict)
    listens: bool = True

    def tell(self, contribution: Contribution) -> bool:
        if self.listens:
            failed = contribution.state is Progress.FAILED
            self.heard.setdefault(
                contribution.key, contribution.detail if failed else contribution.cases_answered
            )
        return self.listens


def a_learner(house: House, author: Teller, into: str | None = None) -> Learner:
    """As the house would build it."""
    return Learner(
        contributions=kept(house),
        notes=Notes(
            house.sources,
            into,
            house.intake,
            lambda: house.index,
            house.inventory,
            house.clock,
            lambda _: None,
        ),
        redrafting=Redrafting(
            house.ledger, lambda: Redrafter(house.assistant, house.index, house.meaning), house.clock
        ),
        tellers=[author],
        clock=house.clock,
    )


def kept(house: House) -> Contributions:
    return house.ledger.contributions


def written(
    question: str = "What does E17 on the W3 mean?",
    answer: str = E17,
    *,
    key: str = "V1",
    audience: str = "public",
    case: Case | None = None,
) -> Contribution:
    """What sam wrote."""
    return Contribution(
        key=key,
        by="sam",
        at=NOON,
        question=question,
        answer=answer,
        audience=audience,
        products=("W3",),
        case_id=case.id if case else None,
    )


def turn(learner: Learner) -> None:
    learner.turn(Stop())


def drafts(house: House) -> dict[CaseId, str]:
    """What waits for a decision."""
    waiting = house.ledger.cases({Stage.AWAITING_DECISION})
    return {case.id: case.draft.text for case in waiting if case.draft}
