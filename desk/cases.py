"""The nouns of the desk: messages, cases, decisions and replies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, IntEnum
from itertools import takewhile
from typing import NewType

from desk.drafts import Considered, Draft, To
from desk.messages import Kind, Message

CaseId = NewType("CaseId", int)


class Stage(Enum):
    """Where a case stands; `steps.NEXT_STAGES` says which steps there are."""

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


class Role(Enum):
    """What a person may do: agents approve and send, SMEs add knowledge; team leads and admins do both, and review."""

    AGENT = "agent"
    SME = "sme"
    TEAM_LEAD = "team_lead"
    ADMIN = "admin"


class Intent(Enum):
    """What a message wants."""

    QUESTION = "question"
    REQUEST = "request"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    SPAM = "spam"
    OTHER = "other"


class Topic(Enum):
    """What a message touches that calls for more care than usual."""

    REFUND = "refund"
    LEGAL = "legal"
    SAFETY = "safety"
    PRIVACY = "privacy"


class Sentiment(Enum):
    """How the customer feels about it, by their words."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


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


_LEADING = frozenset({Role.TEAM_LEAD, Role.ADMIN})


@dataclass(frozen=True)
class Person:
    """Somebody of the team, known by `name` everywhere."""

    name: str
    roles: frozenset[Role]
    slack_id: str | None = None

    @property
    def may_approve(self) -> bool:
        """Agents may, and those who lead them."""
        return bool(self.roles & {Role.AGENT, *_LEADING})

    @property
    def may_teach(self) -> bool:
        """SMEs may add knowledge, and those who lead."""
        return bool(self.roles & {Role.SME, *_LEADING})

    @property
    def may_review(self) -> bool:
        """Those who lead may grade what was sent."""
        return bool(self.roles & _LEADING)


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
    sentiment: Sentiment = Sentiment.NEUTRAL
    products: tuple[str, ...] = ()  # by the names that the index knows them by
    questions: tuple[str, ...] = ()  # each question of the message, in its order
    topics: tuple[Topic, ...] = ()  # what calls for care, such as a refund
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)  # by verdict: what speaks for it


@dataclass(frozen=True)
class Decision:
    """Who decided what about which draft, exactly."""

    draft_version: int
    draft_sha256: str
    verdict: Verdict
    by: str
    at: datetime
    reason: str = ""
    endorsed_by: str | None = None  # who approved it before, where two must


@dataclass(frozen=True)
class Endorsement:
    """The first of two approvals of one draft, exactly. It goes with any change of the draft or the stage."""

    draft_version: int
    draft_sha256: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Seen:
    """What a person had before them when they decided: the draft and the customer's newest message."""

    draft_version: int  # 0: there was no draft
    message: str  # its `wording`


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
    in_reply_to: str  # the id of the customer's message as it stands
    recipient_id: str
    to: To
    text: str
    approved_by: str
    drafter: str = ""  # who worded it, as `Draft.drafter` says
    invites: bool = False  # it asks the customer to write us directly: the channel may add its button
    kind: Kind = Kind.MENTION  # of the customer's message
    approved_at: datetime | None = None  # what stood on the channel before that is not this reply


@dataclass(frozen=True)
class Said:
    """A reply of ours in a conversation."""

    text: str
    to: To
    at: datetime
    answers: str | None = None  # `Message.wording` of what it answered; None when nobody knows


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
    due_next: datetime | None = None  # when what came while a reply was on its way should have its own
    triage: Triage | None = None
    question: str | None = None
    reason: str | None = None  # why it is set aside, with an expert, refused or uncertain
    draft: Draft | None = None  # the newest; None once the case was taken up anew
    drafts: int = 0  # how many versions there have been, stale ones too
    decision: Decision | None = None  # about the newest draft
    claimed_at: datetime | None = None  # when its reply was taken for sending
    attempt: int = 0  # how often its reply was taken for sending
    send_after: datetime | None = None  # to undo it till then, or to try or look again; None: now
    receipt: Receipt | None = None  # None also when a person saw that it went out
    said: tuple[Said, ...] = ()  # our replies in the conversation, oldest first
    guidance: tuple[Considered, ...] = ()  # what the team knows of it and the customer may not read
    assignee: str | None = None  # who claimed it
    snoozed_until: datetime | None = None
    endorsed: Endorsement | None = None

    @property
    def message(self) -> Message:
        """The newest message that stands: the one to answer. The newest of all when each was taken back."""
        return self.standing[-1]

    @property
    def standing(self) -> tuple[Message, ...]:
        """The messages that were not taken back, oldest first; all of them when each was."""
        return tuple(message for message in self.messages if not message.gone) or self.messages

    @property
    def waits_for_us(self) -> bool:
        """True when a message stands that came after the last one we answered."""
        answered = {one.answers.split(" ")[0] for one in self.said if one.answers}
        newest_first = takewhile(lambda one: one.external_id not in answered, reversed(self.messages))
        return any(not message.gone for message in newest_first)

    @property
    def seen(self) -> Seen:
        """What somebody sees who looks at the case now."""
        return Seen(self.draft.version if self.draft else 0, self.message.wording)

    @property
    def wrote_again(self) -> bool:
        """True when the draft answers something else than the newest message as it stands."""
        return self.draft is not None and self.draft.answers != self.message.wording
