"""What a message touches that calls for more care than usual."""

from datetime import timedelta

import pytest

from assist.understanding.conversation import asked_in
from assist.understanding.triage import triaged, understood
from desk.cases import Said, Topic
from desk.drafts import To
from tests.builders import NOON, a_message


@pytest.mark.parametrize(
    ("message", "topics"),
    [
        ("@FennbyCare I want my money back, the WS-4 broke after a week", {Topic.REFUND}),
        ("@FennbyCare why was I charged twice for one filter?", {Topic.REFUND}),
        ("@FennbyCare ich will mein Geld zurück", {Topic.REFUND}),
        ("@FennbyCare my lawyer will hear of this", {Topic.LEGAL}),
        ("@FennbyCare sort it or I'll sue", {Topic.LEGAL}),
        ("@FennbyCare is it legal to use the WS-4 in France?", {Topic.LEGAL}),
        ("@FennbyCare smoke comes out of the HR-200!", {Topic.SAFETY}),
        ("@FennbyCare the pump overheats, is that dangerous?", {Topic.SAFETY}),
        ("@FennbyCare my son is allergic to latex", {Topic.SAFETY}),
        ("@FennbyCare somebody hacked the camera", {Topic.PRIVACY}),
        ("@FennbyCare please delete all my data", {Topic.PRIVACY}),
        ("@FennbyCare refund me or I call the police", {Topic.REFUND, Topic.LEGAL}),
        ("@FennbyCare how do I pair the WS-4?", set()),
        ("@FennbyCare Hi Sue, thanks for the tip from your mother-in-law", set()),
        ("@FennbyCare it charges in two hours, great", set()),
        ("@FennbyCare burned through a whole evening pairing it", set()),
        ("@FennbyCare sorry, hit reset by accident", set()),
    ],
)
def test_what_calls_for_care_is_told_with_the_words_that_tell_it(message: str, topics: set[Topic]) -> None:
    triage = triaged(message)
    assert set(triage.topics) == topics
    assert ("topics" in triage.reasons) == bool(topics)


def test_a_conversation_goes_on_touching_what_it_touched_before() -> None:
    hour = timedelta(hours=1)
    later = a_message(
        "@FennbyCare Which batteries does the HR-200 heater need in a cold winter?", posted_at=NOON + 2 * hour
    )
    replied = asked_in(
        [a_message("@FennbyCare I want my money back for the WS-4, it broke after a week."), later],
        [Said("We look.", To.DM, NOON + hour)],
    )
    assert "money" not in replied.text
    triage = understood(replied)
    assert triage.topics == (Topic.REFUND,)
    assert "my money back" in triage.reasons["topics"]
    assert understood(asked_in([later])).topics == ()
