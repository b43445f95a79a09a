"""All checks. Adding one is a file and a line here."""

from collections.abc import Callable

from assist.checks.audience import check_audience
from assist.checks.context import Context
from assist.checks.eligibility import check_eligibility
from assist.checks.freshness import check_freshness
from assist.checks.grounding import check_grounding
from assist.checks.language import check_language
from assist.checks.length import check_length
from assist.checks.links import check_links
from assist.checks.markup import check_markup
from assist.checks.personal_data import check_personal_data
from assist.checks.promises import check_promises
from assist.checks.quotes import check_quotes
from desk.cases import Problem

CHECKS: tuple[Callable[[Context], list[Problem]], ...] = (
    check_length,
    check_eligibility,
    check_quotes,
    check_grounding,
    check_audience,
    check_personal_data,
    check_links,
    check_markup,
    check_promises,
    check_language,
    check_freshness,
)


def problems_of(context: Context) -> tuple[Problem, ...]:
    """What every check has to say, blocking problems first."""
    found = [problem for check in CHECKS for problem in check(context)]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: not problem.blocking))
