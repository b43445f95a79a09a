"""Every statement comes from a source; what a person adds without one is pointed out to them."""

from assist.checks.context import Context
from assist.plain import plain
from assist.words import identifiers, negated, numbers
from desk.cases import Citation, Problem

_NAME = "grounding"


def check_grounding(context: Context) -> list[Problem]:
    """Blocks what a machine wrote beyond its sources; warns of it where a person wrote it."""
    reworded = [
        problem for citation in context.draft.citations for problem in _of_citation(citation, context)
    ]
    return [*reworded, *_of_the_rest(context)]


def _of_citation(citation: Citation, context: Context) -> list[Problem]:
    named = f"source {citation.marker} ({citation.title!r})"
    if citation.sentence not in context.draft.text:
        return [
            Problem(_NAME, f"{named} proves {citation.sentence!r}, which is not in the text", blocking=True)
        ]
    if citation.sentence == plain(citation.quote):
        return []
    problems = []
    added = _checkable(citation.sentence) - _checkable(citation.quote)
    if added:
        problems.append(f"{named} does not mention {', '.join(sorted(added))}")
    if negated(citation.sentence) is not negated(citation.quote):
        problems.append(f"{named} says {citation.quote!r}: the reply seems to turn that round")
    return [Problem(_NAME, message, blocking=True) for message in problems]


def _of_the_rest(context: Context) -> list[Problem]:
    unsourced = context.unsourced
    if not unsourced:
        return []
    blocking = not context.by_person
    author = context.draft.drafter.removeprefix("person:")
    problems = [
        Problem(_NAME, f"no source: {statement!r}, written by {author}", blocking) for statement in unsourced
    ]
    known = _checkable(" ".join([context.message, *(one.quote for one in context.draft.citations)]))
    unknown = _checkable(" ".join(unsourced)) - known
    if unknown:
        problems.append(
            Problem(_NAME, f"in no source: {', '.join(sorted(unknown))}; please make sure", blocking)
        )
    return problems


def _checkable(text: str) -> frozenset[str]:
    """The numbers, part numbers and codes of a text: what is wrong when it is a little wrong."""
    return numbers(text) | identifiers(text)
