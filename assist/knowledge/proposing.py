"""Who may read a new note, what it is about and when it is to be looked at again: guesses, each with its reason."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assist.privacy.personal import people_in, private_in
from assist.privacy.secrets import secrets_in
from assist.text import phrases
from assist.understanding.verdicts.products import ProductNames, products_in
from desk.cases import Case
from index.knowledge import Audience

_INSIDE = phrases.any_of(r"""
    internal(?:ly)?(?: only| use)? / confidential / under nda / between us / off the record / for agents
    (?:do not|don['’]?t|never|must not) (?:tell|share|mention|promise|forward|post|say)
    (?:tell|ask|advise|send|offer|refer) (?:the|this|that|your|affected|such) (?:customer|caller|user)s?
    not (?:yet )?(?:announced|public|released|official) / unannounced / unreleased / roadmap / embargo(?:ed)?
    before (?:the )?(?:launch|announcement|release) / our (?:margin|cost price|supplier|contractor|lawyers?)
    known (?:defect|fault|issue) / soldered / batch(?:es)? \w*\d[\w-]* / lot (?:no\.? |number )?\w*\d[\w-]*
    escalate(?:d)? to / (?:second|third|2nd|3rd)[- ](?:level|line) / runbook / on[- ]call / goodwill
    (?:service|debug|factory) (?:menu|mode|pin|port) / admin (?:panel|console|tool|interface) / jira / confluence
""")
_FOR_CUSTOMERS = phrases.any_of(r"""
    customer portal / (?:your|my|the customer['’]?s) (?:account|contract|subscription|licen[cs]e)
    (?:log|sign)(?:ged)? in(?:to)? / registered (?:customers?|owners?|users?) / (?:customers|members|owners) only
    warranty claim / licen[cs]e key
""")
_UNTIL = re.compile(
    r"\b(?:until|till|through|before|expires?(?: on)?|ends?(?: on)?|valid to)\s+(\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)


def _table(*rows: tuple[int, str, str]) -> tuple[tuple[timedelta, str, re.Pattern[str]], ...]:
    return tuple((timedelta(days=days), why, phrases.any_of(words)) for days, why, words in rows)


# The first that fits; what is shorter lived stands first.
_LIVES = _table(
    (
        30,
        "stock, prices and outages change by the week",
        r"""
        outages? / at the moment / right now / currently / this (?:week|month) / temporar(?:y|ily) / delay(?:ed|s)?
        (?:in|out of|back in) stock / back[- ]?order(?:ed)? / promotions? / discounts? / prices? / costs? / sale
        """,
    ),
    (
        90,
        "software changes with its next version",
        r"""
        firmware / apps? / versions? v?\d[\w.]* / updates? / beta / android / ios / browsers? / api / cloud / servers?
        """,
    ),
    (
        180,
        "terms and services are looked at twice a year",
        r"""
        warranty / guarantee / returns? / refunds? / repairs? / replacements? / polic(?:y|ies) / shipping
        deliver(?:y|ies) / opening hours / subscriptions? / contracts? / terms / orders?
        """,
    ),
)
_USUAL = timedelta(days=365)
_WHY_USUAL = "how a product is and works seldom changes"


@dataclass(frozen=True)
class Proposal:
    """What a person is asked to confirm. `reasons` are by field, in words for them."""

    audience: Audience
    products: tuple[str, ...]
    review_by: date
    reasons: Mapping[str, str]


def proposed(question: str, answer: str, case: Case | None, products: ProductNames, today: date) -> Proposal:
    """For a note with this question and, when it is written already, this answer; `products` are those known."""
    text = f"{question}\n{answer}"
    audience, why_audience = _audience(text, case)
    named, why_products = _products(text, case, products)
    review_by, why_review = _review(text, today)
    reasons = {"audience": why_audience, "products": why_products, "review_by": why_review}
    return Proposal(audience, named, review_by, reasons)


def review_after(question: str, answer: str, today: date) -> date:
    """When a note with these words that holds today is to be looked at again."""
    return _review(f"{question}\n{answer}", today)[0]


def _audience(text: str, case: Case | None) -> tuple[Audience, str]:
    """The first rule that has something to say; what nothing speaks against is for all."""
    told = ((audience, rule(text, case)) for audience, rule in _RULES)
    return next(
        ((audience, why) for audience, why in told if why), (Audience.PUBLIC, "nothing in it is private")
    )


def _is_private(text: str, _case: Case | None) -> str:
    found = [*secrets_in(text), *private_in(text), *people_in(text)]
    return f"it has {found[0].what}" if found else ""


def _is_inside(text: str, _case: Case | None) -> str:
    told = phrases.telling(_INSIDE, text)
    return f"it speaks to the team: {told}" if told else ""


def _is_one_customers(_text: str, case: Case | None) -> str:
    needs = case.triage.needs_private if case and case.triage else None
    return f"it is about one customer's own matter: {needs}" if needs else ""


def _is_for_customers(text: str, _case: Case | None) -> str:
    told = phrases.telling(_FOR_CUSTOMERS, text)
    return f"it is of use to customers only: {told}" if told else ""


_RULES: tuple[tuple[Audience, Callable[[str, Case | None], str]], ...] = (
    (Audience.INTERNAL, _is_private),
    (Audience.INTERNAL, _is_inside),
    (Audience.INTERNAL, _is_one_customers),
    (Audience.CUSTOMER, _is_for_customers),
)


def _products(text: str, case: Case | None, names: ProductNames) -> tuple[tuple[str, ...], str]:
    asked = case.triage.products if case and case.triage else ()
    written = products_in(text, names)
    named = tuple(dict.fromkeys((*asked, *written)))
    if not named:
        return (), "no product is named"
    told = [f"'{words}'" for name, words in written.items() if name not in asked]
    return named, "; ".join(filter(None, ["the case is about it" if asked else "", ", ".join(told)]))


def _review(text: str, today: date) -> tuple[date, str]:
    if last := [day for day in map(_day, _UNTIL.findall(text)) if day and day > today]:
        return min(last), "it says until when it holds"
    for life, why, pattern in _LIVES:
        if told := phrases.telling(pattern, text):
            return today + life, f"{why}: {told}"
    return today + _USUAL, _WHY_USUAL


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
