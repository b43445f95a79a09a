"""An assistant over knowledge in memory, as the tests of this room use it."""

from dataclasses import replace

from assist.checks.context import Context, Source
from assist.checks.run import Checker
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.ports import Drafter
from assist.respond import Assistant
from desk.cases import Case, CaseId, Priority, Stage, Triage
from desk.drafts import Citation, Draft
from desk.messages import Message
from desk.sla import due_at
from index.knowledge import Audience, Document, DocumentId, Kind, Passage
from tests.builders import NOON, QUESTION, a_document, a_message
from tests.fakes.knowledge import FakeKnowledge, SharedWords

SHEET = a_document(
    "E17 on the W3 means that the rain gauge is blocked. Lift the funnel off and rinse it with warm water.\n\n"
    "The outdoor sensor of the W3 takes two AA cells. It reaches 100 m in the open.",
)
ASKS_E17 = "@FennbyCare what does E17 on the W3 rain gauge mean?"
NOTE = a_document(
    "E17 on the W3 rain gauge mean batch KX-4471 was soldered badly, and every customer gets a new one.",
    id="note",
    kind=Kind.SME_NOTE,
    audience=Audience.INTERNAL,
    title="What E17 on the W3 means inside",
)
FOR_CUSTOMERS = replace(SHEET, id=DocumentId("guide"), audience=Audience.CUSTOMER)


def an_assistant(knowledge: FakeKnowledge, drafter: Drafter | None = None, answers: float = 0.3) -> Assistant:
    """Quotes sentences that share words with the question."""
    checker = Checker(knowledge, SharedWords(), handles=frozenset({"fennbycare"}))
    return Assistant(checker, [drafter or ExtractiveDrafter(SharedWords(), answers=answers)], floor=0.3)


def a_case(*messages: Message, stage: Stage = Stage.NEW) -> Case:
    """A case as the ledger would hold it."""
    messages = messages or (a_message(),)
    return Case(
        id=CaseId(7),
        channel="simulator",
        conversation=messages[0].conversation,
        stage=stage,
        priority=Priority.NORMAL,
        opened_at=NOON,
        due_at=due_at(NOON, Priority.NORMAL),
        messages=messages,
        revision=1,
    )


def a_context(
    draft: Draft,
    *documents: Document,
    message: str = "@FennbyCare my W3 shows E17, what now?",
    public: bool = True,
    mentions_us: bool = True,
    triage: Triage = QUESTION,
    withheld: tuple[Passage, ...] = (),
) -> Context:
    """A draft beside the documents it may cite."""
    return Context(
        draft=draft,
        message=message,
        public=public,
        mentions_us=mentions_us,
        triage=triage,
        handles=frozenset({"fennbycare"}),
        sources={(document.id, document.version): Source(document, document) for document in documents},
        withheld=withheld,
    )


def cites(document: Document, sentence: str, *, says: str | None = None, marker: int = 1) -> Citation:
    """The proof that a document says `sentence` (in a reply: `says`)."""
    start = document.text.index(sentence)
    return Citation(
        marker=marker,
        sentence=says or sentence,
        quote=sentence,
        document_id=document.id,
        document_version=document.version,
        title=document.title,
        url=document.url,
        page=None,
        start=start,
        end=start + len(sentence),
    )
