"""Looks up what a draft relies on, and has every check look at it."""

from dataclasses import replace

from assist.checks.context import Context, Source
from assist.checks.table import problems_of
from assist.conversation import Asked
from assist.evidence import Knowledge, withheld
from assist.planner import audience_of
from desk.cases import Draft, Problem, Triage
from index.knowledge import DocumentId, Passage


def checked(
    draft: Draft,
    asked: Asked,
    triage: Triage,
    knowledge: Knowledge,
    *,
    handles: frozenset[str],
    also: tuple[Problem, ...] = (),
) -> Draft:
    """The draft with what the checks say of it, and with the problems that are known already."""
    context = Context(
        draft=draft,
        message=asked.text,
        public=asked.public,
        mentions_us=asked.mentions_us,
        triage=triage,
        wrote_directly=asked.wrote_directly,
        handles=handles,
        sources=_sources(draft, knowledge),
        withheld=_like(draft, knowledge),
    )
    return replace(draft, problems=(*problems_of(context), *also))


def _sources(draft: Draft, knowledge: Knowledge) -> dict[tuple[str, int], Source]:
    cited = {(citation.document_id, citation.document_version) for citation in draft.citations}
    return {
        (name, version): Source(
            quoted=knowledge.document(DocumentId(name), version), current=knowledge.document(DocumentId(name))
        )
        for name, version in cited
    }


def _like(draft: Draft, knowledge: Knowledge) -> tuple[Passage, ...]:
    """What the reader may not read and the text may have been taken from, however little sure that is."""
    return tuple(hit.passage for hit in withheld(draft.text, audience_of(draft.to), knowledge, floor=0.0))
