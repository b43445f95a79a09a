"""The sentences that answer a question for a value, each proved by the row that states it."""

from assist.draft.citing import citation_at
from assist.draft.specification.asked import Wanted, of_one_product
from assist.draft.specification.wording import worded
from assist.knowledge.evidence import Evidence
from assist.knowledge.newer import why_newer
from assist.text.words import identifiers, numbers
from desk.drafts import Citation
from index.facts.lookup import FactHit
from index.knowledge import Document

_CONDITIONS = 3  # of one attribute that are told: more is a table


def specified(evidence: Evidence) -> tuple[Citation, ...]:
    """What is stated of the attribute that is asked for, under each condition; nothing when that is not one thing."""
    wanted = Wanted.of(evidence.question)
    stated = wanted.stated_by(evidence.facts) if wanted else []
    if not stated or not of_one_product(stated):
        return ()
    best = (
        stated[0]
        if len(stated) == 1
        else max(stated, key=lambda hit: (_is_newest(hit, stated, evidence), hit.score))
    )
    same = [
        hit
        for hit in stated
        if (hit.document_id, hit.fact.attribute) == (best.document_id, best.fact.attribute)
    ]
    if len(same) > _CONDITIONS or len({hit.fact.condition for hit in same}) < len(same):
        return ()
    told = [
        _citation(marker, hit, evidence.documents[hit.document_id])
        for marker, hit in enumerate(same, start=1)
    ]
    return tuple(one for one in told if one) if all(told) else ()


def _is_newest(hit: FactHit, stated: list[FactHit], evidence: Evidence) -> bool:
    document = evidence.documents[hit.document_id]
    return not any(why_newer(evidence.documents[other.document_id], document) for other in stated)


def _citation(marker: int, hit: FactHit, document: Document) -> Citation | None:
    """None when the fact cannot be said in a sentence, or the sentence would say more than its row and headings."""
    fact = hit.fact
    sentence = worded(fact, _product(hit, document))
    said = " ".join([hit.quote, hit.title, *fact.heading, *document.products, fact.product or ""])
    if sentence is None or numbers(sentence) - numbers(said) or identifiers(sentence) - identifiers(said):
        return None
    return citation_at(marker, sentence, document, fact.start, fact.end, fact.page)


def _product(hit: FactHit, document: Document) -> str:
    if hit.fact.product:
        return hit.fact.product
    return document.products[0] if len(document.products) == 1 else document.title
