"""All checks. Adding one is a file and a line here."""

from collections.abc import Callable, Mapping

from assist.checks.audience import check_audience
from assist.checks.context import Context
from assist.checks.duplicates import check_duplicates
from assist.checks.eligibility import check_eligibility
from assist.checks.freshness import check_freshness
from assist.checks.grounding import check_grounding
from assist.checks.injection import check_injection
from assist.checks.language import check_language
from assist.checks.length import check_length
from assist.checks.links import check_links
from assist.checks.markup import check_markup
from assist.checks.mentions import check_mentions
from assist.checks.personal_data import check_personal_data
from assist.checks.promises import check_promises
from assist.checks.quotes import check_quotes
from assist.checks.secrets import check_secrets
from assist.checks.tone import check_tone
from desk.drafts import Problem

CHECKS: Mapping[str, Callable[[Context], list[Problem]]] = {
    "length": check_length,
    "eligibility": check_eligibility,
    "quotes": check_quotes,
    "grounding": check_grounding,
    "audience": check_audience,
    "personal_data": check_personal_data,
    "secrets": check_secrets,
    "links": check_links,
    "markup": check_markup,
    "mentions": check_mentions,
    "injection": check_injection,
    "promises": check_promises,
    "tone": check_tone,
    "duplicates": check_duplicates,
    "language": check_language,
    "freshness": check_freshness,
}


def problems_of(context: Context) -> tuple[Problem, ...]:
    """What every check has to say, blocking problems first."""
    found = [problem for check in CHECKS.values() for problem in check(context)]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: not problem.blocking))


def verdicts_on(problems: tuple[Problem, ...]) -> dict[str, str]:
    """By check: what it said of a draft that has these problems."""
    held = {problem.check for problem in problems if problem.blocking}
    warned = {problem.check for problem in problems}
    return {
        name: "held back" if name in held else "warned" if name in warned else "passed" for name in CHECKS
    }
