"""Nouns with everything filled in, so that a test names only what it is about."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count

from desk.cases import Case, Intent, Person, Priority, Role, Seen, Triage
from desk.drafts import Citation, Draft, Problem, To
from desk.messages import Message
from index.knowledge import Audience, Document, DocumentId, Kind

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
_numbers = count(1)

ALICE = Person("alice", frozenset({Role.AGENT}), slack_id="U0ALICE")
BOB = Person("bob", frozenset({Role.AGENT}), slack_id="U0BOB")
SAM = Person("sam", frozenset({Role.SME}), slack_id="U0SAM")
LENA = Person("lena", frozenset({Role.TEAM_LEAD}), slack_id="U0LENA")
QUESTION = Triage(Intent.QUESTION, wants_reply=True, priority=Priority.NORMAL, language="en")


def a_message(
    text: str = "@FennbyCare my W3 shows E17, what now?",
    *,
    external_id: str | None = None,
    conversation: str | None = None,
    public: bool = True,
    mentions_us: bool = True,
    posted_at: datetime = NOON,
    author_id: str = "u-77",
    author_reach: int | None = None,
) -> Message:
    """A post of a customer on the simulated X; each has an id of its own unless one is given."""
    external_id = external_id or f"m-{next(_numbers)}"
    return Message(
        channel="simulator",
        external_id=external_id,
        conversation=conversation or external_id,
        author_id=author_id,
        author_handle="rainy_day",
        author_name="Rainy Day",
        text=text,
        posted_at=posted_at,
        public=public,
        mentions_us=mentions_us,
        author_reach=author_reach,
    )


def a_document(
    text: str = "E17 means that the rain gauge is blocked. Lift the funnel off and rinse it with warm water.",
    *,
    id: str = "https://docs.fennby.example/w3",
    kind: Kind = Kind.DATA_SHEET,
    audience: Audience = Audience.PUBLIC,
    products: tuple[str, ...] = ("W3",),
    title: str = "W3 weather station",
    version: int = 0,
) -> Document:
    """A public data sheet, not stored yet."""
    return Document(
        id=DocumentId(id),
        source="sheets",
        kind=kind,
        title=title,
        url=id if id.startswith("http") else None,
        text=text,
        audience=audience,
        products=products,
        language="en",
        version=version,
    )


def a_citation(
    sentence: str = "E17 means that the rain gauge is blocked.", *, marker: int = 1, start: int = 0
) -> Citation:
    """The proof of a sentence that stands word for word in `a_document`."""
    return Citation(
        marker=marker,
        sentence=sentence,
        quote=sentence,
        document_id="https://docs.fennby.example/w3",
        document_version=1,
        title="W3 weather station",
        url="https://docs.fennby.example/w3",
        page=None,
        start=start,
        end=start + len(sentence),
    )


def a_draft(
    text: str = "E17 means that the rain gauge is blocked.",
    *,
    version: int = 0,
    to: To = To.PUBLIC,
    problems: Sequence[Problem] = (),
    citations: Sequence[Citation] | None = None,
    drafter: str = "extractive",
) -> Draft:
    """A short public draft with its proof and nothing wrong with it."""
    return Draft(
        version=version,
        to=to,
        to_reason="the customer asked in public and nothing private is needed",
        text=text,
        weighted_length=len(text),
        citations=tuple(citations if citations is not None else [a_citation(text)]),
        problems=tuple(problems),
        drafter=drafter,
    )


def saw(case: Case, draft_version: int) -> Seen:
    """What somebody saw who looked at this draft of the case (0: at none) and at the newest message."""
    return Seen(draft_version, case.message.external_id)
