"""The nouns of drafting: a proposed reply, its proofs, what the checks say of it, and how it was made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256


class To(Enum):
    """Where a reply goes: under the customer's post for all to read, or as a direct message."""

    PUBLIC = "public"
    DM = "dm"


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
    words: str = ""  # of the draft's text, exactly as they stand there; empty when it is about none of them
    passable: bool = False  # a person who words the reply may go past it, with a reason that is on record


@dataclass(frozen=True)
class Form:
    """A way in which a reply could go out, and what the channel takes for it."""

    to: To
    link: bool  # with the address of its first source
    cost_usd: float
    weighted_length: int
    possible: bool
    reason: str  # why it is the one chosen, why not, or why it cannot be
    chosen: bool = False


@dataclass(frozen=True)
class Considered:
    """A passage that a drafter was given: document.text[start:end] of that version."""

    document_id: str
    document_version: int
    start: int
    end: int
    confidence: float  # 0 to 1


@dataclass(frozen=True)
class Making:
    """How a draft came to be, kept with it."""

    model: str = ""  # of language; empty: none
    prompt_sha256: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    considered: tuple[Considered, ...] = ()  # best first
    verdicts: Mapping[str, str] = field(default_factory=dict)  # by check: "passed", "warned", "held back"
    timings_ms: Mapping[str, float] = field(default_factory=dict)  # by part of the work, wall clock
    attempts: tuple[str, ...] = ()  # what became of drafts that were made before this one


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
    answers: str | None = None  # `Message.wording` of what it answers; given together with its version
    made: Making = Making()
    forms: tuple[Form, ...] = ()  # how else it could go out
    public_line: str = ""  # what is said in public once the direct message went out
    invites: bool = False  # it asks the customer to write us directly: the channel may add its button
    vouched: str = ""  # why a person went past what the checks hold against their words

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
        """The fingerprint a decision binds to: the exact text, where it goes, and what goes out with it."""
        whole = f"{self.to.value}\n{self.text}"
        if self.public_line or self.invites:
            whole += f"\0{self.public_line}\0{self.invites}"
        return sha256(whole.encode(errors="surrogatepass")).hexdigest()
