"""An invented day at an invented maker of weather stations, for pictures of the desk in Slack."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from assist.days import LeadDay
from assist.reply.answers import Answer
from assist.reply.surroundings import Surroundings
from bots.slack.cards.card import Beside
from bots.slack.home.view import Day
from bots.slack.inquiries.ports import Found
from bots.slack.knowledge.asked import Asked
from bots.slack.knowledge.ports import ExpertHome, NoteInUse, Terms
from desk import queues
from desk.cases import (
    Case,
    CaseId,
    Decision,
    Endorsement,
    Intent,
    Priority,
    Receipt,
    Sentiment,
    Stage,
    Triage,
    Verdict,
)
from desk.drafts import Citation, Draft, Form, Problem, To
from desk.gaps import GapKind, KnowledgeGap
from desk.history import Customer
from desk.messages import Message
from desk.metrics import Flow, Standing
from desk.requests import Asking, ExpertRequest
from desk.reviewing import Reviewable, ReviewQueue
from desk.thanks import Thank
from index.inventory import OwnedNote
from index.knowledge import Audience, DocumentId, Hit, Kind, Passage, PassageId

NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)
SHEET = "https://docs.fennby.example/ws-4.pdf"
BEFORE = "5.3 Rain gauge. The funnel has a fine sieve. Leaves and pollen collect on it, above all in May.\n"
QUOTE = "Code E17 means that the rain gauge is blocked: lift the funnel off and rinse it with warm water."
AFTER = " Do not use detergent.\nThe code goes out by itself after the next reading, within 16 minutes."
SECOND = "The code goes out by itself after the next reading, within 16 minutes."
TEXT = (
    "Hi Hanna! E17 means that the rain gauge is blocked: lift the funnel off and rinse it with warm water. "
    "The code goes out by itself within 16 minutes."
)

MESSAGE = Message(
    channel="x",
    external_id="1858",
    conversation="1858",
    author_id="77",
    author_handle="hanna_wetter",
    author_name="Hanna",
    text="@FennbyCare my WS-4 shows E17 since last night and no rain at all. It IS raining. What now?",
    posted_at=NOW - timedelta(minutes=41),
    public=True,
    mentions_us=True,
    author_reach=2300,
)
TRIAGE = Triage(
    Intent.QUESTION,
    wants_reply=True,
    priority=Priority.HIGH,
    language="en",
    sentiment=Sentiment.NEGATIVE,
    products=("WS-4",),
    questions=("What does E17 mean?", "What can I do about it?"),
    reasons={"intent": "“What now?”", "sentiment": "“It IS raining”"},
)
CITATIONS = tuple(
    Citation(
        marker=marker,
        sentence=sentence,
        quote=quote,
        document_id=SHEET,
        document_version=3,
        title="WS-4 weather station, data sheet",
        url=SHEET,
        page=12,
        start=0,
        end=len(quote),
    )
    for marker, sentence, quote in (
        (
            1,
            "E17 means that the rain gauge is blocked: lift the funnel off and rinse it with warm water.",
            QUOTE,
        ),
        (2, "The code goes out by itself within 16 minutes.", SECOND),
    )
)
DRAFT = Draft(
    version=1,
    to=To.PUBLIC,
    to_reason="asked in public, and nothing private is needed",
    text=TEXT,
    weighted_length=len(TEXT),
    citations=CITATIONS,
    problems=(Problem("tone", "the customer is upset; say sorry for the trouble first", blocking=False),),
    drafter="extractive",
    cost_usd=0.01,
    answers=MESSAGE.external_id,
    forms=(
        Form(To.PUBLIC, False, 0.01, len(TEXT), True, "others have the same question", chosen=True),
        Form(To.PUBLIC, True, 0.2, len(TEXT) + 24, True, "a link costs more"),
        Form(To.DM, False, 0.015, len(TEXT), True, "nothing private is needed"),
    ),
)
CASE = Case(
    id=CaseId(214),
    channel="x",
    conversation="1858",
    stage=Stage.AWAITING_DECISION,
    priority=Priority.HIGH,
    opened_at=NOW - timedelta(minutes=40),
    due_at=NOW + timedelta(minutes=7),
    messages=(MESSAGE,),
    revision=3,
    triage=TRIAGE,
    question="What does E17 mean on the WS-4?",
    draft=DRAFT,
    drafts=1,
    assignee="maria",
)
BESIDE = Beside(
    customer=Customer("hanna_wetter", "Hanna", 2300, 2, datetime(2026, 9, 3, 8, 0, tzinfo=UTC)), now=NOW
)
SURROUNDINGS = Surroundings(
    title=CITATIONS[0].title,
    url=SHEET,
    version=3,
    page=12,
    audience=Audience.PUBLIC,
    before=BEFORE,
    quote=QUOTE,
    after=AFTER,
    newest_version=3,
    still_there=True,
)
ASKED_MESSAGE = replace(
    MESSAGE,
    external_id="1861",
    author_handle="tal_garten",
    author_name="Tal",
    text="@FennbyCare can the WS-4 stay on the roof when a thunderstorm comes, or does it need an arrester?",
)
WITH_EXPERT = replace(
    CASE,
    id=CaseId(216),
    stage=Stage.WITH_EXPERT,
    priority=Priority.NORMAL,
    messages=(ASKED_MESSAGE,),
    draft=None,
    due_at=NOW + timedelta(minutes=52),
    assignee=None,
    reason="nothing in the knowledge is near enough to this",
)
NEAREST = Passage(
    id=PassageId(1),
    document_id=DocumentId(SHEET),
    version=3,
    kind=Kind.DATA_SHEET,
    audience=Audience.PUBLIC,
    title="WS-4 weather station, data sheet",
    url=SHEET,
    text="Mount the mast at least 1.5 m above the roof. The mast must be earthed by an electrician.",
    start=0,
    end=89,
)
ASKING = Asking(
    WITH_EXPERT.id, 4, 1, "sam", "you wrote what is nearest to it", NOW - timedelta(minutes=2), place="here"
)
REQUEST = ExpertRequest(
    case_id=WITH_EXPERT.id,
    revision=4,
    question="Can the WS-4 stay on the roof in a thunderstorm, or does it need an arrester?",
    why="nothing in the knowledge is near enough; the nearest is 0.41 sure, 0.60 are needed",
    products=("WS-4",),
    simple=False,
    priority=Priority.NORMAL,
    opened_at=NOW - timedelta(minutes=2),
    handed_by="desk",
    askings=(ASKING,),
)
ASKED = Asked(REQUEST, ASKING, WITH_EXPERT, [Hit(NEAREST, 0.4, 0.41)], NOW)
TERMS = Terms(Audience.PUBLIC, ("WS-4",), date(2027, 5, 20))
EXPERT_HOME = ExpertHome(
    notes=(
        NoteInUse(
            OwnedNote(DocumentId("notes/frost.md"), "WS-4 in frost", "notes", None, date(2026, 11, 1), True),
            9,
        ),
        NoteInUse(
            OwnedNote(
                DocumentId("notes/gate.md"), "FB-20 behind a gate", "notes", None, date(2027, 3, 1), False
            ),
            3,
        ),
    ),
    groups=(
        (
            KnowledgeGap(GapKind.ZERO_HIT, REQUEST.question, NOW, frozenset({"WS-4"}), CaseId(216)),
            KnowledgeGap(
                GapKind.ZERO_HIT, "Does lightning harm the WS-4?", NOW, frozenset({"WS-4"}), CaseId(209)
            ),
        ),
        (
            KnowledgeGap(
                GapKind.UNCERTAIN, "Which colour is the FB-20's second light?", NOW, frozenset({"FB-20"})
            ),
        ),
    ),
    thanks=(Thank(CaseId(198), "sam", "maria", NOW - timedelta(days=1)),),
)
REWORDED = "Sorry for the trouble, Hanna! " + TEXT.removeprefix("Hi Hanna! ")
SENT = replace(
    CASE,
    id=CaseId(198),
    stage=Stage.SENT,
    draft=replace(DRAFT, version=2, text=REWORDED, drafter="person:maria", problems=()),
    drafts=2,
    decision=Decision(2, DRAFT.sha256, Verdict.APPROVED, "maria", NOW),
    receipt=Receipt("1862", "https://x.example/FennbyCare/status/1862", NOW),
)
REVIEWABLE = Reviewable(SENT, TEXT)
REFUND = replace(
    CASE,
    id=CaseId(211),
    messages=(
        replace(
            MESSAGE,
            author_handle="jo_bleibt_trocken",
            text="@FennbyCare I sent the WS-4 back two weeks ago. Where is my refund?",
        ),
    ),
    endorsed=Endorsement(1, DRAFT.sha256, "maria", NOW),
    due_at=NOW + timedelta(minutes=26),
)
OVERDUE = replace(
    WITH_EXPERT,
    id=CaseId(207),
    stage=Stage.AWAITING_DECISION,
    messages=(replace(MESSAGE, author_handle="dachgarten", text="@FennbyCare the FB-20 counts backwards!"),),
    due_at=NOW - timedelta(minutes=12),
)
LEAD_DAY = LeadDay(
    standing=Standing(open=9, with_expert=1, at_risk=1, breached=1),
    today=Flow(
        received=38,
        answered=31,
        first_response_minutes=17.0,
        sla_met_share=0.94,
        acceptance_rate=0.71,
        edit_rate=0.22,
        rejected=2,
    ),
    waiting=8,
    breached=queues.Queue(1, (OVERDUE,)),
    at_risk=queues.Queue(1, (CASE,)),
    half_approved=queues.Queue(1, (REFUND,)),
    with_experts=queues.Queue(1, (WITH_EXPERT,)),
    asked={WITH_EXPERT.id: queues.Asked("sam", NOW - timedelta(minutes=2))},
    claims={"maria": 3, "bo": 1},
    to_review=ReviewQueue(1, (SENT,)),
)
LEAD_HOME, EXPERT_TAB = Day(lead=LEAD_DAY), Day(expert=EXPERT_HOME)
ANSWERED = replace(DRAFT, text=TEXT.removeprefix("Hi Hanna! "), problems=(), forms=())
FOUND = Found(Answer(TRIAGE, "What does E17 mean on the WS-4?", ANSWERED))
