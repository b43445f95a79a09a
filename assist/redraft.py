"""What a new note does for the cases that wait: drafted again where it answers, guidance where it may not be quoted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.draft.ports import Meaning
from assist.knowledge.evidence import Knowledge
from assist.knowledge.noted import hits_of
from assist.reply.answers import Answer
from assist.reply.attempts import considered
from assist.respond import Assistant
from desk import casework
from desk.cases import Case, Stage
from desk.drafts import Considered, Draft
from desk.guiding import guided
from desk.steps import Step
from index.knowledge import Audience, Document, DocumentId
from index.ranking.confidence import FLOOR, Features, confidence
from index.rows import embedded_text
from index.words.codes import codes
from index.words.terms import telling_terms, terms

WAITING = frozenset({Stage.NEW, Stage.WITH_EXPERT, Stage.REJECTED})
_LOOKED_AT = 10  # hits: as many as a draft is made of
_SLACK = 0.05  # of cosine: the index may have cut the note elsewhere


@dataclass(frozen=True)
class Redrafter:
    """Looks at waiting cases in the light of one document. It stores nothing, and may be shared by threads."""

    assistant: Assistant
    knowledge: Knowledge
    meaning: Meaning
    floor: float = FLOOR

    def answered_by(self, case: Case, document: DocumentId, at: datetime) -> Step | None:
        """The case that its expert wrote the document for; None when it does not wait any more, or is as it must be."""
        note = self._note(document)
        if note is None or case.stage not in WAITING:
            return None
        answer = self.assistant.answered_by(case, note)
        if answer.draft is not None:
            return _proposed(case, answer, answer.draft, at)
        own = tuple(map(considered, hits_of(note)))
        others = tuple(one for one in answer.guidance if one.document_id != document)
        return _guided(case, _why_not(note, answer), (*own, *others), at)

    def helped_by(self, case: Case, document: DocumentId, at: datetime) -> Step | None:
        """Any other case; None unless the ordinary way leads to a draft that cites the document."""
        note = self._note(document)
        if note is None or case.stage not in WAITING or not self._finds(case, note):
            return None
        answer = self.assistant.answer_to(case)
        if answer.draft is None or not cites(answer.draft, document):
            return None
        return _proposed(case, answer, answer.draft, at)

    def like(self, document: DocumentId, cases: Sequence[Case]) -> list[Case]:
        """Those of the cases that the document may answer, the likeliest first: no other would pass the floor."""
        note = self._note(document)
        if note is None or not cases:
            return []
        asked = [self.assistant.search_for(case) for case in cases]
        passages = [embedded_text(note.title, (), hit.passage.text) for hit in hits_of(note)]
        likeness = zip(*(self.meaning.similarity(text, asked) for text in passages), strict=True)
        at_most = [_at_most(max(like), text, note) for like, text in zip(likeness, asked, strict=True)]
        near = [(sure, case) for sure, case in zip(at_most, cases, strict=True) if sure >= self.floor]
        return [case for _, case in sorted(near, key=lambda pair: -pair[0])]

    def _note(self, document: DocumentId) -> Document | None:
        note = self.knowledge.document(document)
        return note if note is not None and note.withdrawn_at is None else None

    def _finds(self, case: Case, note: Document) -> bool:
        """Whether the case's search finds it at all: much cheaper than a draft."""
        if note.audience is Audience.INTERNAL:
            return False
        asked = self.assistant.search_for(case)
        found = self.knowledge.search(asked, audience=note.audience, limit=_LOOKED_AT) if asked else []
        return any(hit.passage.document_id == note.id and hit.confidence >= self.floor for hit in found)


def _at_most(cosine: float, asked: str, note: Document) -> float:
    """How sure a search with these words could be of the note, however rare those are that the two share."""
    whole = f"{note.title} {note.text}"
    shared, named = set(telling_terms(asked)) & set(terms(whole)), set(codes(asked)) & set(codes(whole))
    return confidence(Features(cosine + _SLACK, float(bool(shared)), float(bool(named))))


def cites(draft: Draft, document: str) -> bool:
    """Whether a sentence of the draft is proved by the document."""
    return any(citation.document_id == document for citation in draft.citations)


def _proposed(case: Case, answer: Answer, draft: Draft, at: datetime) -> Step:
    return casework.propose(case, answer.triage, answer.question, draft, at, answer.guidance)


def _guided(case: Case, reason: str, guidance: tuple[Considered, ...], at: datetime) -> Step | None:
    """None when it says so already: a crash may have come after it."""
    said = case.reason == reason and case.guidance == guidance
    return None if said else guided(case, reason, guidance, at)


def _why_not(note: Document, answer: Answer) -> str:
    who = note.meta.get("owner", "an expert")
    if note.audience is Audience.INTERNAL:
        return f"{who} answered for the team only: read it below and write the reply yourself"
    return f"{who} answered, see below, and no draft came of it: {answer.why_not}"
