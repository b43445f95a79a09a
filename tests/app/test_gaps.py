"""What the knowledge does not answer now, in groups."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from app.gaps import Gaps
from assist.knowledge.research import NOTHING_FOUND
from desk import casework
from desk.cases import Case, Stage
from desk.contributions import Contribution, Contributions
from desk.database import open_database
from desk.inquiries import Inquiry, Outcome
from desk.ledger import Ledger
from tests.builders import NOON, QUESTION, a_message
from tests.desk.cases import stored
from tests.templates import a_ledger

LATER = NOON + timedelta(hours=1)


def by_first_letter(questions: Sequence[str]) -> np.ndarray:
    """Questions that begin alike are alike."""
    vectors = np.zeros((len(questions), 128), np.float32)
    vectors[range(len(questions)), [ord(question[0]) for question in questions]] = 1
    return vectors


@pytest.fixture
def gaps(tmp_path: Path) -> Iterator[Gaps]:
    ledger = a_ledger(tmp_path)
    engine = open_database(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield Gaps(ledger, ledger.inquiries, Contributions(engine), by_first_letter, lambda: LATER)
    engine.dispose()
    ledger.close()


def waits(ledger: Ledger, question: str, products: tuple[str, ...] = (), reason: str = NOTHING_FOUND) -> Case:
    case = stored(ledger, Stage.NEW, a_message(question, author_id=question))
    triage = replace(QUESTION, products=products)
    return ledger.apply(casework.hand_to_expert(case, triage, question, reason, NOON))


def asks(gaps: Gaps, question: str, outcome: Outcome) -> None:
    asked = gaps.inquiries.receive(Inquiry("slack", question, "C1", "1.1", "U0", NOON, question))
    assert asked
    gaps.inquiries.finish(asked.id, outcome)


def teaches(gaps: Gaps, question: str, key: str = "V1") -> None:
    gaps.contributions.add(Contribution(key, "sam", LATER, question, "Rinse it.", "public"))


def questions(gaps: Gaps, *products: str) -> list[list[str]]:
    return [[gap.question for gap in group] for group in gaps.open(frozenset(products))]


def test_questions_alike_of_cases_and_of_the_team_are_one_group(gaps: Gaps) -> None:
    case = waits(gaps.ledger, "paint a W3?")
    waits(gaps.ledger, "sofa?")
    waits(gaps.ledger, "hurt?", reason="somebody may be in danger")
    asks(gaps, "painting?", Outcome.NOTHING_FOUND)
    asks(gaps, "thanks", Outcome.NO_ANSWER_DUE)
    assert questions(gaps) == [["paint a W3?", "painting?"], ["sofa?"]]
    (first, _), _ = gaps.open(frozenset())
    assert first.case_id == case.id


def test_somebody_sees_their_field(gaps: Gaps) -> None:
    waits(gaps.ledger, "a W3?", ("W3",))
    waits(gaps.ledger, "b CV-8?", ("CV-8",))
    waits(gaps.ledger, "c?")
    assert questions(gaps, "W3") == [["a W3?"], ["c?"]]


def test_a_question_of_the_team_closes_when_somebody_teaches_it_and_a_case_when_it_moves_on(
    gaps: Gaps,
) -> None:
    asks(gaps, "painting?", Outcome.NOTHING_FOUND)
    asks(gaps, "rust?", Outcome.NOTHING_FOUND)
    case = waits(gaps.ledger, "sofa?")
    teaches(gaps, "paint it how?")
    teaches(gaps, "sofa what?", "V2")
    assert questions(gaps) == [["sofa?"], ["rust?"]]
    gaps.ledger.apply(casework.set_aside(case, QUESTION, "spam", NOON))
    assert questions(gaps) == [["rust?"]]


def test_what_failed_teaches_nobody(gaps: Gaps) -> None:
    asks(gaps, "painting?", Outcome.NOTHING_FOUND)
    teaches(gaps, "paint?")
    [written] = gaps.contributions.waiting()
    gaps.contributions.failed(written.id, "no folder")
    assert questions(gaps) == [["painting?"]]


def test_no_gap_is_no_group(gaps: Gaps) -> None:
    assert gaps.open(frozenset()) == []
