"""Two values for one attribute: shown side by side and never averaged; where one is newer, it wins and says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from assist.draft.candidates import Candidate
from assist.draft.specification.wording import amount_of
from assist.knowledge.evidence import Evidence
from assist.knowledge.newer import why_newer
from assist.support.quantities import Quantity, quantities
from assist.text.plain import plain
from assist.text.sentences import pieces
from assist.text.words import content_stems, identifiers, negated, units
from desk.drafts import Citation, Problem
from index.facts.lookup import FactHit
from index.facts.units import measure_of
from index.knowledge import Document, DocumentId, Fact
from index.words.terms import terms

NAME = "contradiction"
_ALIKE = 0.75  # share of all words of two sentences, numbers aside, that both have
_FEWEST = 3  # words with a meaning: fewer say too little to be the same statement


@dataclass(frozen=True)
class Statement:
    """A sentence with a quantity, and where it stands."""

    text: str
    document: Document
    page: int | None = None

    @cached_property
    def said(self) -> frozenset[str]:
        """What it is about: its words without numbers and names."""
        return frozenset(stem for stem in content_stems(self.text) if not any(map(str.isdigit, stem)))

    @cached_property
    def amounts(self) -> tuple[Quantity, ...]:
        """Its numbers with a unit."""
        return tuple(one for one in quantities(self.text) if one.units)

    @cached_property
    def units(self) -> frozenset[str]:
        """The words of its units: years and months are no other matter."""
        return frozenset(
            stem for one in self.amounts for stem in content_stems(self.text[one.start : one.end])
        )

    @cached_property
    def measured(self) -> frozenset[frozenset[str]]:
        """What they measure: 3 years and 24 months are both times."""
        return frozenset(frozenset(unit.dimension for unit in one.units) for one in self.amounts)

    @cached_property
    def names(self) -> frozenset[str]:
        """Part numbers that it or its document's title is about."""
        products = frozenset(name.casefold().replace("-", "") for name in self.document.products)
        return identifiers(f"{self.document.title} {self.text}") | products

    @cached_property
    def negated(self) -> bool:
        """Whether a word turns it round."""
        return negated(self.text)

    @property
    def shown(self) -> str:
        """Who says it, for an agent."""
        page = f", p. {self.page}" if self.page else ""
        return f"{self.document.title!r}{page}: {self.text!r}"


def contradict(one: Statement, other: Statement) -> bool:
    """Whether two documents say the same of the same product but for an amount, in whatever unit."""
    if one.document.id == other.document.id or one.negated is not other.negated:
        return False
    if not one.amounts or one.measured != other.measured:
        return False
    if not (_unshared(one.amounts, other.amounts) and _unshared(other.amounts, one.amounts)):
        return False
    if one.names and other.names and not one.names & other.names:
        return False
    told = (one.said | other.said) - ((one.said ^ other.said) & (one.units | other.units))
    return len(one.said & other.said) >= max(_FEWEST, _ALIKE * len(told))


def _unshared(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> bool:
    return any(not any(map(one.is_same, theirs)) for one in ours)


def without_outdated(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that a newer document contradicts."""
    stated = [(one, Statement(one.sentence, one.document)) for one in found if units(one.sentence)]
    outdated = {
        old.at
        for (old, said), (new, instead) in product(stated, stated)
        if old.document.id != new.document.id
        and why_newer(new.document, old.document)
        and contradict(said, instead)
    }
    return [one for one in found if one.at not in outdated]


def contradictions(citations: Sequence[Citation], evidence: Evidence) -> tuple[Problem, ...]:
    """What an agent should know of other documents of the evidence that give other values."""
    found = (
        _problem(citation, said, other)
        for citation in citations
        if (document := evidence.documents.get(DocumentId(citation.document_id))) is not None
        for said, other in _opposed(citation, document, evidence)
    )
    return tuple(dict.fromkeys(found))


def _opposed(
    citation: Citation, document: Document, evidence: Evidence
) -> Iterator[tuple[Statement, Statement]]:
    """The citation's statement with each that contradicts it: facts against facts, sentences against sentences."""
    said = Statement(plain(citation.quote), document, citation.page)
    own = [hit.fact for hit in evidence.facts if _is_quoted(hit, citation)]
    for hit in evidence.facts:
        if hit.document_id != document.id and any(_differ(fact, hit.fact) for fact in own):
            yield said, Statement(plain(hit.quote), evidence.documents[hit.document_id], hit.fact.page)
    if units(said.text):
        yield from ((said, other) for other in _statements(document, evidence) if contradict(said, other))


def _is_quoted(hit: FactHit, citation: Citation) -> bool:
    inside = hit.fact.start < citation.end and citation.start < hit.fact.end
    return hit.document_id == citation.document_id and inside


def _differ(one: Fact, other: Fact) -> bool:
    """Whether two facts give one attribute of one product, under one condition, different values."""
    same = (
        frozenset(terms(one.attribute)) == frozenset(terms(other.attribute))
        and (one.product or "").casefold() == (other.product or "").casefold()
        and frozenset(terms(one.condition or "")) == frozenset(terms(other.condition or ""))
    )
    return same and _measures(one) != _measures(other)


def _measures(fact: Fact) -> tuple[object, ...]:
    """Each value in base units where they are known, else as it is written."""
    values = (fact.value, fact.minimum, fact.typical, fact.maximum)
    return tuple(value and (measure_of(value, fact.unit) or amount_of(fact)) for value in values)


def _statements(document: Document, evidence: Evidence) -> Iterator[Statement]:
    """The sentences with quantities of the other documents' passages."""
    for hit in evidence.hits:
        passage = hit.passage
        if passage.document_id == document.id:
            continue
        other = evidence.documents[passage.document_id]
        for piece in pieces(other.text, passage.start, passage.end):
            if any(map(str.isdigit, piece.text)):
                yield Statement(plain(piece.text), other, passage.page)


def _problem(citation: Citation, said: Statement, other: Statement) -> Problem:
    """Whoever is newer holds; when nothing says who is, a person has to decide."""
    if why := why_newer(said.document, other.document):
        return Problem(NAME, f"the newer value is quoted ({why}); the other: {other.shown}", blocking=False)
    why = why_newer(other.document, said.document)
    advice = f"the other is newer ({why})" if why else "nothing says which of the two holds"
    message = f"two values:\n{said.shown};\n{other.shown};\n{advice}"
    return Problem(NAME, message, blocking=True, words=citation.sentence, passable=True)
