"""The nouns of the desk: messages, cases, drafts, decisions and replies."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum
from hashlib import sha256
from typing import NewType

CaseId = NewType("CaseId", int)


class Stage(Enum):
    """Where a case stands; `casework.NEXT_STAGES` says which steps there are."""

    NEW = "new"
    SET_ASIDE = "set_aside"
    WITH_EXPERT = "with_expert"
    AWAITING_DECISION = "awaiting_decision"
    APPROVED = "approved"
    REJECTED = "rejected"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    RESOLVED = "resolved"


class To(Enum):
    """Where a reply goes: under the customer's post for all to read, or as a direct message."""

    PUBLIC = "public"
    DM = "dm"


class Role(Enum):
    """What a person may do: agents approve and send, SMEs add knowledge, team leads review and may approve too."""

    AGENT = "agent"
    SME = "sme"
    TEAM_LEAD = "team_lead"


class Intent(Enum):
    """What a message wants."""

    QUESTION = "question"
    REQUEST = "request"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    SPAM = "spam"
    OTHER = "other"


class Priority(IntEnum):
    """How soon; smaller is sooner."""

    URGENT = 1
    HIGH = 2
    NORMAL = 3
    LOW = 4


class Verdict(Enum):
    """What a person decided about a draft."""

    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Person:
    """Somebody of the team, known by `name` everywhere."""

    name: str
    roles: frozenset[Role]
    slack_id: str | None = None

    @property
    def may_approve(self) -> bool:
        """Agents and team leads may."""
        return bool(self.roles & {Role.AGENT, Role.TEAM_LEAD})


@dataclass(frozen=True)
class Message:
    """What a customer wrote. (channel, external_id) is its identity."""

    channel: str
    external_id: str
    conversation: str
    author_id: str
    author_handle: str
    author_name: str
    text: str
    posted_at: datetime
    public: bool  # False: a direct message
    mentions_us: bool  # only then may we reply in public (X's rule of 2026-02-23)
    author_reach: int | None = None  # followers; None when the channel does not say


@dataclass(frozen=True)
class Triage:
    """What a message is, before anything is looked up."""

    intent: Intent
    wants_reply: bool
    priority: Priority
    language: str | None  # ISO 639-1; None when too short to tell
    needs_private: str | None = None  # why the answer needs private data, None when it does not
    set_aside: str | None = (
        None  # why nobody need answer ("spam", "no reply wanted"), None when somebody should
    )


@dataclass(frozen=True)
class Citation:
    """The proof of one sentence of a draft: the document's text[start:end] == quote, always.

    `marker` counts from 1 in order of the sentences; several sentences of one document have one marker each.
    """

    marker: int
    sentence: str
    quote: str
    document_id: str
    document_version: int
    title: str
    url: str | None
    page: int | None
    start: int
    end: int


@dataclass(frozen=True)
class Problem:
    """What a check found wrong with a draft. A blocking one keeps it from being approved."""

    check: str
    message: str
    blocking: bool


@dataclass(frozen=True)
class Draft:
    """A proposed reply. It cannot be sent: only a Reply can, and that needs a person's decision."""

    version: int  # counts from 1 in its case; 0: not stored
    to: To
    to_reason: str  # why public or DM
    text: str
    weighted_length: int  # as X counts: 280 at most in public
    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...]
    drafter: str  # "extractive", "language_model:NAME" or "person:NAME"
    cost_usd: float = 0.0
    answers: str | None = None  # external id of the message it answers; given together with its version

    @property
    def blocked(self) -> bool:
        """True when a check found something that must be mended first."""
        return any(problem.blocking for problem in self.problems)

    @property
    def by_person(self) -> bool:
        """True when somebody of the team wrote or rewrote it."""
        return self.drafter.startswith("person:")

    @property
    def sha256(self) -> str:
        """The fingerprint a decision binds to: the exact text and where it goes."""
        return sha256(f"{self.to.value}\n{self.text}".encode()).hexdigest()


@dataclass(frozen=True)
class Decision:
    """Who decided what about which draft, exactly."""

    draft_version: int
    draft_sha256: str
    verdict: Verdict
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Seen:
    """What a person had before them when they decided: the draft and the customer's newest message."""

    draft_version: int  # 0: there was no draft
    message: str  # its external id


@dataclass(frozen=True)
class Receipt:
    """What the channel says of a sent reply."""

    external_id: str
    url: str | None
    at: datetime


@dataclass(frozen=True)
class Reply:
    """What a publisher takes, and the only thing it takes. Made by `posting.reply_of` and nowhere else."""

    case_id: CaseId
    key: str  # the same for every attempt at the same reply
    channel: str
    conversation: str
    in_reply_to: str  # external id of the customer's message
    recipient_id: str
    to: To
    text: str
    approved_by: str


@dataclass(frozen=True)
class Case:
    """One customer's matter in one conversation. `revision` counts every change; the ledger compares it first."""

    id: CaseId
    channel: str
    conversation: str
    stage: Stage
    priority: Priority
    opened_at: datetime
    due_at: datetime
    messages: tuple[Message, ...]  # oldest first, never empty
    revision: int
    triage: Triage | None = None
    question: str | None = None
    reason: str | None = None  # why it is set aside, with an expert, refused or uncertain
    draft: Draft | None = None  # the newest; None once the case was taken up anew
    drafts: int = 0  # how many versions there have been, stale ones too
    decision: Decision | None = None  # about the newest draft
    claimed_at: datetime | None = None  # when its reply was taken for sending
    attempt: int = 0  # how often its reply was taken for sending
    retry_at: datetime | None = None  # when a refused reply may be tried again
    receipt: Receipt | None = None  # None also when a person saw that it went out

    @property
    def message(self) -> Message:
        """The newest message: the one to answer."""
        return self.messages[-1]

    @property
    def seen(self) -> Seen:
        """What somebody sees who looks at the case now."""
        return Seen(self.draft.version if self.draft else 0, self.message.external_id)

    @property
    def wrote_again(self) -> bool:
        """True when the draft answers an older message than the newest."""
        return self.draft is not None and self.draft.answers != self.message.external_id


@dataclass(frozen=True)
class Entry:
    """One line of a case's history: who did what when. Lines are only ever added."""

    at: datetime
    by: str
    action: str
    detail: str = ""


@dataclass(frozen=True)
class Customer:
    """What the desk knows of somebody who wrote."""

    handle: str
    name: str
    reach: int | None  # followers; None when the channel does not say
    earlier_cases: int
    last_contact: datetime | None  # when they wrote in an earlier case; None when they never did


@dataclass(frozen=True)
class View:
    """Where a front (Slack, say) shows a case, and which revision of the case is to be seen there."""

    case_id: CaseId
    front: str
    place: str  # whatever the front needs to find it again; Slack: JSON of channel and timestamp
    revision: int
