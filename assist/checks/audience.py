"""Nothing that the reader may not know gets out."""

import re

from assist.checks.context import Context
from assist.planner import audience_of
from assist.sentences import pieces
from assist.words import identifiers, shingles
from desk.cases import Problem

_NAME = "audience"
_RUN = 8  # words in a row that nobody writes by chance
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


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
    leaked = ((identifiers(context.draft.text) - known) & inside) | _proper_names(context)
    return [
        Problem(_NAME, f"{name!r} is known from internal notes; may it be told?", blocking=False)
        for name in sorted(leaked)
    ]


def _proper_names(context: Context) -> set[str]:
    """Names of people, firms and places that the text shares with notes which the reader may not see."""
    inside = "\n\n".join(passage.text for passage in context.withheld)
    ordinary = {word for word in _LONG_WORD.findall(inside) if word.islower()}
    open_to_reader = {word.casefold() for word in _LONG_WORD.findall(_readable(context))}
    said = {word.casefold(): word for word in _LONG_WORD.findall(context.draft.text) if word[0].isupper()}
    secret = _capitalised(inside) - ordinary - open_to_reader
    # The company's own name begins its handles.
    ours = {name for name in secret if any(handle.startswith(name) for handle in context.handles)}
    return {said[name] for name in (secret - ours) & said.keys()}


def _capitalised(text: str) -> set[str]:
    """Long words with a capital within a sentence, where only a name has one; folded."""
    within = [piece.text.partition(" ")[2] for piece in pieces(text)]
    return {word.casefold() for part in within for word in _LONG_WORD.findall(part) if word[0].isupper()}


def _readable(context: Context) -> str:
    """What the reader has written and may read."""
    audience = audience_of(context.draft.to)
    documents = [source.quoted for source in context.sources.values()]
    texts = [f"{one.title} {one.text}" for one in documents if one and one.audience in audience.may_read]
    return " ".join([context.message, *texts])
