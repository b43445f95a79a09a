"""Every statement comes from a source; what a person adds without one is pointed out to them."""

from collections.abc import Iterator

from assist.checks.context import Context
from assist.support.difference import Difference
from assist.support.names import codes_in
from assist.support.proof import proof_of
from assist.support.quantities import quantities
from assist.support.scorer import judged
from assist.support.statements import is_question, states
from desk.drafts import Citation, Problem

_NAME = "grounding"
_SHOWN = 160  # characters of a quote in a message


def check_grounding(context: Context) -> list[Problem]:
    """Blocks what a machine wrote beyond its sources, and what anybody wrote against them.

    What a person adds without a source is a warning; what they write against one they may go past with a reason.
    """
    cited = [problem for citation in context.draft.citations for problem in _of_citation(citation, context)]
    return [*cited, *_of_the_rest(context)]


def _of_citation(citation: Citation, context: Context) -> Iterator[Problem]:
    if not states(citation.sentence):
        return
    verdict = judged(citation.sentence, proof_of(citation, context.source(citation).quoted))
    for rule, difference in verdict.differences:
        yield Problem(
            _NAME,
            _against(citation, rule, difference),
            blocking=True,
            words=difference.words,
            passable=context.by_person,
        )
    if not verdict.differences and not verdict.supported:
        absent = f": not there: {', '.join(map(repr, verdict.absent))}" if verdict.absent else ""
        yield Problem(
            _NAME,
            f"{_named(citation)} does not support {citation.sentence!r}{absent}",
            blocking=not context.by_person,
            words=citation.sentence,
            passable=context.by_person,
        )


def _against(citation: Citation, rule: str, difference: Difference) -> str:
    quote = " ".join(citation.quote.split())
    shown = quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
    words = f"{difference.words!r} " if difference.words else f"{citation.sentence!r} "
    return f"{words}{difference.why} ({rule}); {_named(citation)} says {shown!r}"


def _named(citation: Citation) -> str:
    return f"source {citation.marker} ({citation.title!r})"


def _of_the_rest(context: Context) -> Iterator[Problem]:
    """Statements that no citation proves, and questions that name what nobody has named before."""
    author = context.draft.drafter.removeprefix("person:")
    for sentence in context.unsourced:
        unknown = _unknown(sentence, context)
        if states(sentence) or (unknown and is_question(sentence)):
            named = f"; in no source: {', '.join(unknown)}, please make sure" if unknown else ""
            yield Problem(
                _NAME,
                f"no source: {sentence!r}, written by {author}{named}",
                blocking=not context.by_person,
                words=sentence,
                passable=context.by_person,
            )


def _unknown(sentence: str, context: Context) -> list[str]:
    """The amounts and codes of the sentence that neither the customer nor a quote has."""
    known = " \n".join([context.message, *(one.quote for one in context.draft.citations)])
    amounts = quantities(known)
    new = [
        sentence[one.start : one.end] for one in quantities(sentence) if not any(map(one.is_same, amounts))
    ]
    return [
        *new,
        *(
            code
            for code in codes_in(sentence)
            if code.casefold() not in set(map(str.casefold, codes_in(known)))
        ),
    ]
