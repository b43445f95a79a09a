"""Text that breaks what is careless, and nouns of the room made of it."""

from dataclasses import replace
from datetime import date, timedelta

from bots.slack.knowledge.asked import Asked
from desk.cases import CaseId, Priority, Stage
from desk.requests import Asking, ExpertRequest, Outcome
from index.knowledge import Audience, DocumentId, Hit, Kind, Leg, Passage, PassageId
from tests.bots.cases import a_case
from tests.builders import NOON, a_message

TEXTS = (
    "",
    "What does E17 mean?",
    "<!channel> *bold* _x_ `code` ```",
    '"\\\n' * 900,
    "日本語" * 900,
    "👩‍👩‍👧" * 500,
    "\u202ebackwards\u2066" * 200,
    "\x00\x07\ud800 control",
    "&amp;<script>" * 300,
    "a" * 10_000,
)
REVIEW = date(2027, 5, 20)


def an_asking(rung: int = 1, expert: str = "sam", **changes: object) -> Asking:
    """Of case 12, shown already."""
    asking = Asking(CaseId(12), 2, rung, expert, "wrote the note that came nearest", NOON, '["D1", "1.1"]')
    return replace(asking, **changes)  # type: ignore[arg-type]


def a_request(*askings: Asking, text: str = "What does E17 mean?", **changes: object) -> ExpertRequest:
    """Of case 12, still open."""
    request = ExpertRequest(
        case_id=CaseId(12),
        revision=2,
        question=text,
        why=text or "nothing in the knowledge is close enough",
        products=(text or "W3",),
        simple=False,
        priority=Priority.NORMAL,
        handed_by="assistant",
        opened_at=NOON,
        askings=askings or (an_asking(),),
    )
    return replace(request, **changes)  # type: ignore[arg-type]


def a_hit(text: str = "E17 means that the rain gauge is blocked.", title: str = "W3") -> Hit:
    """A passage of a public note."""
    passage = Passage(
        PassageId(1), DocumentId("w3"), 1, Kind.SME_NOTE, Audience.PUBLIC, title, None, text, 0, len(text)
    )
    return Hit(passage, 0.4, 0.3, Leg(0.4, 1), None)


def an_asked(text: str = "What does E17 mean?", *, request: ExpertRequest | None = None) -> Asked:
    """A question before sam, about a case whose customer wrote this."""
    message = a_message(text, external_id="m-12")
    case = a_case(Stage.WITH_EXPERT, message=message, due_at=NOON + timedelta(hours=1))
    request = request or a_request(an_asking(), an_asking(2, text or "bob"), text=text)
    return Asked(request, request.askings[0], case, [a_hit(text, text)] * 5, NOON)


ENDED = (
    a_request(an_asking(answered_at=NOON)),
    a_request(an_asking(declined_at=NOON)),
    a_request(an_asking(), an_asking(2, "bob", answered_at=NOON), closed_at=NOON, outcome=Outcome.DRAFTED),
    a_request(an_asking(), an_asking(2, "lena", answered_at=NOON)),
    a_request(closed_at=NOON, outcome=Outcome.SET_ASIDE),
    a_request(closed_at=NOON, outcome=Outcome.TAKEN_UP_AGAIN),
)
