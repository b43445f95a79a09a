"""Nothing that the reader may not know gets out."""

from assist.checks.context import Context
from assist.planner import audience_of
from assist.words import identifiers, shingles
from desk.cases import Problem

_NAME = "audience"
_RUN = 8  # words in a row that nobody writes by chance


def check_audience(context: Context) -> list[Problem]:
    """Blocks sources and sentences above the reader's audience; warns of names that only such sources have."""
    return [*_closed_sources(context), *_copied(context), *_inside_names(context)]


def _closed_sources(context: Context) -> list[Problem]:
    audience = audience_of(context.draft.to)
    return [
        Problem(
            _NAME,
            f"source {citation.marker} ({citation.title!r}) is {document.audience.value}: not for this reader",
            blocking=True,
        )
        for citation in context.draft.citations
        for document in [context.source(citation).current]
        if document is not None and document.audience not in audience.may_read
    ]


def _copied(context: Context) -> list[Problem]:
    allowed = [source.quoted.text for source in context.sources.values() if source.quoted]
    said = shingles(context.draft.text, _RUN).difference(*(shingles(text, _RUN) for text in allowed))
    return [
        Problem(
            _NAME, f"the text repeats {passage.title!r}, which is {passage.audience.value}", blocking=True
        )
        for passage in {
            passage.document_id: passage
            for passage in context.withheld
            if said & shingles(passage.text, _RUN)
        }.values()
    ]


def _inside_names(context: Context) -> list[Problem]:
    known = identifiers(
        " ".join([context.message, *(f"{one.title} {one.quote}" for one in context.draft.citations)])
    )
    inside = identifiers(" ".join(passage.text for passage in context.withheld))
    leaked = (identifiers(context.draft.text) - known) & inside
    return [
        Problem(_NAME, f"{name!r} is known from internal notes; may it be told?", blocking=False)
        for name in sorted(leaked)
    ]
