"""Which channel a case belongs into."""

from dataclasses import replace

import pytest

from bots.slack.delivery.queues import Queue, channel_of
from desk.cases import Intent, Topic, Triage
from tests.builders import QUESTION

GAUGES = Queue("rain gauges", "C0GAUGES", products=("Raincheck W3", "W3"))
GERMAN = Queue("German", "C0GERMAN", languages=("de", "at"))
MONEY = Queue("money", "C0MONEY", topics=("refund", "complaint"))
GERMAN_MONEY = Queue("German money", "C0BOTH", languages=("de",), topics=("refund",))
QUEUES = (GERMAN_MONEY, GAUGES, GERMAN, MONEY)


@pytest.mark.parametrize(
    ("told", "channel"),
    [
        ({}, "C0DESK"),
        ({"products": ("w3",)}, "C0GAUGES"),
        ({"products": ("T9",)}, "C0DESK"),
        ({"language": "de"}, "C0GERMAN"),
        ({"language": None}, "C0DESK"),
        ({"topics": (Topic.REFUND,)}, "C0MONEY"),
        ({"intent": Intent.COMPLAINT}, "C0MONEY"),
        ({"language": "de", "topics": (Topic.REFUND,)}, "C0BOTH"),
        ({"language": "de", "products": ("W3",)}, "C0GAUGES"),
    ],
)
def test_the_first_queue_whose_conditions_all_hold_takes_a_case(
    told: dict[str, object], channel: str
) -> None:
    triage = replace(Triage(QUESTION.intent, True, QUESTION.priority, "en"), **told)  # type: ignore[arg-type]
    assert channel_of(triage, QUEUES, "C0DESK") == channel
