"""What the checks look at: a draft, what it answers and what it relies on. All of it is looked up beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assist.draft.ports import Meaning
from assist.reply.channels import Rules, X
from assist.reply.courtesy import without_courtesies
from assist.text.sentences import pieces
from desk.cases import Triage
from desk.drafts import Citation, Draft
from desk.messages import Kind
from index.knowledge import Document, Passage


@dataclass(frozen=True)
class Source:
    """A cited document: the version that was quoted, and how it stands now; None where there is none."""

    quoted: Document | None
    current: Document | None


@dataclass(frozen=True)
class Context:
    """A draft with all that the checks compare it with."""

    draft: Draft
    message: str  # the customer's words
    public: bool  # the customer wrote in public
    mentions_us: bool
    triage: Triage
    wrote_directly: bool = False  # the customer sent us a direct message, now or before
    receives_dm: bool | None = None  # whether the customer takes our direct messages; None when nobody knows
    kind: Kind = Kind.MENTION
    closed: str = ""  # why the channel takes no public reply of ours to it; empty: it takes one
    opted_out: datetime | None = None  # when the customer asked us to write no more; None: never
    rules: Rules = X
    author: str = ""  # the customer's handle, folded, without @
    handles: frozenset[str] = frozenset()  # the company's own, folded, without @
    sources: Mapping[tuple[str, int], Source] = field(default_factory=dict)
    withheld: tuple[Passage, ...] = ()  # what the reader of the draft may not read about the matter
    readable: tuple[Passage, ...] = ()  # what they may read that is like the text, cited or not
    customer_texts: tuple[str, ...] = ()  # all that this customer wrote in the conversation
    earlier_replies: tuple[str, ...] = ()  # public ones that went to others lately
    allowed_hosts: frozenset[str] = frozenset()  # of links that need no source, folded
    meaning: Meaning | None = None  # None: nothing is compared by meaning

    @property
    def by_person(self) -> bool:
        """True for a text that somebody of the team wrote or changed."""
        return self.draft.drafter.startswith("person:")

    def source(self, citation: Citation) -> Source:
        """The document of a citation."""
        return self.sources.get((citation.document_id, citation.document_version), Source(None, None))

    @property
    def unsourced(self) -> list[str]:
        """The sentences of the text that no citation proves, courtesies left aside."""
        rest = self.draft.text
        for citation in sorted(self.draft.citations, key=lambda one: -len(one.sentence)):
            rest = rest.replace(citation.sentence, "\n", 1)
        return [piece.text for piece in pieces(without_courtesies(rest))]
