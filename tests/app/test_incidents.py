"""The watch over a real ledger: surges become incidents, once, and a restart changes nothing."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from app.incidents import IncidentWatch
from desk import incidents as steps
from desk.cases import CaseId, Priority
from desk.incidents import Standing
from desk.ledger import Ledger
from tests.assist.surge.crowd import SIZE, about, anything
from tests.builders import LENA, NOON, a_message
from tests.desk.cases import HandClock
from tests.templates import a_ledger


class ByTopic:
    """An embedder of texts such as "topic 3 said 17": near when they are about the same."""

    name, dimension = "by topic", SIZE

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += texts
        return np.array([self._vector(text) for text in texts], np.float32).reshape(-1, SIZE)

    embed_questions = embed

    @staticmethod
    def _vector(text: str) -> np.ndarray:
        *_, topic, _, number = text.split()
        return about(int(topic), int(number)) if int(topic) else anything(int(number))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = a_ledger(tmp_path)
    yield ledger
    ledger.close()


def wrote(ledger: Ledger, topic: int, number: int, minutes: float) -> CaseId:
    text = f"It is broken, see topic {topic} said {number}"
    at = NOON + timedelta(minutes=minutes)
    message = a_message(text, external_id=f"x{number}", author_id=f"a{number}", posted_at=at)
    found = ledger.receive(message, priority=Priority.NORMAL, due_at=at + timedelta(hours=1), at=at)
    assert found is not None
    return found


def a_bad_hour(ledger: Ledger) -> list[CaseId]:
    for number in range(60):
        wrote(ledger, 0, number, number / 2)
    return [wrote(ledger, 1, 100 + number, 30 + number / 2) for number in range(40)]


def test_a_surge_becomes_one_incident_with_its_cases_and_each_text_is_embedded_once(ledger: Ledger) -> None:
    embedder, clock = ByTopic(), HandClock(NOON + timedelta(hours=1))
    cases = a_bad_hour(ledger)
    for _ in range(2):
        IncidentWatch(ledger, embedder, clock).turn()
    [incident] = ledger.incidents.all()
    assert {member.case_id for member in incident.belonging} == set(cases)
    assert len(embedder.texts) == 100


def test_a_restart_in_the_middle_of_it_changes_nothing(ledger: Ledger) -> None:
    embedder, clock = ByTopic(), HandClock(NOON + timedelta(hours=1))
    for number in range(60):
        wrote(ledger, 0, number, number / 2)
    for number in range(40):
        wrote(ledger, 1, 100 + number, 30 + number / 2)
        if number % 7 == 0:
            IncidentWatch(ledger, embedder, clock).turn()
    IncidentWatch(ledger, embedder, clock).turn()
    [incident] = ledger.incidents.all()
    assert len(incident.belonging) == 40
    assert len(embedder.texts) == 100


def test_what_a_lead_dismissed_takes_nobody_in_and_is_not_raised_again_that_day(ledger: Ledger) -> None:
    clock = HandClock(NOON + timedelta(hours=1))
    a_bad_hour(ledger)
    watch = IncidentWatch(ledger, ByTopic(), clock)
    watch.turn()
    [incident] = ledger.incidents.all()
    ledger.incidents.change(incident.id, lambda one: steps.dismiss(one, LENA, clock()))
    for number in range(40):
        wrote(ledger, 1, 200 + number, 60 + number / 2)
    watch.turn()
    [after] = ledger.incidents.all()
    assert after.standing is Standing.DISMISSED
    assert len(after.members) == len(incident.members)


def test_who_writes_late_joins_an_incident_that_goes_on(ledger: Ledger) -> None:
    clock = HandClock(NOON + timedelta(hours=1))
    a_bad_hour(ledger)
    watch = IncidentWatch(ledger, ByTopic(), clock)
    watch.turn()
    [incident] = ledger.incidents.all()
    late = wrote(ledger, 1, 300, 90)
    watch.turn()
    assert ledger.incidents.incident(incident.id).belonging[-1].case_id == late


def test_messages_without_words_are_passed_over_and_not_asked_for_again(ledger: Ledger) -> None:
    message = a_message("@FennbyCare 👍", external_id="x1", posted_at=NOON)
    ledger.receive(message, priority=Priority.NORMAL, due_at=NOON, at=NOON)
    embedder = ByTopic()
    watch = IncidentWatch(ledger, embedder, HandClock())
    assert watch.turn() == 1
    assert watch.turn() == 0
    assert embedder.texts == []
