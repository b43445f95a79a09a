"""Who may read a note, what it is about and how long it holds is guessed, each with its reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assist.knowledge.proposing import proposed
from desk.cases import Case
from index.knowledge import Audience
from tests.assist.desk import a_case
from tests.builders import QUESTION

TODAY = date(2026, 11, 22)
PRODUCTS = ("W3", "HR-200")


def about(**triage: object) -> Case:
    return replace(a_case(), triage=replace(QUESTION, **triage))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "audience", "why"),
    [
        ("Lift the funnel off and rinse it.", Audience.PUBLIC, "nothing in it is private"),
        ("Write to jane.doe@mail.example, she knows.", Audience.INTERNAL, "it has an e-mail address"),
        ("The Wi-Fi password is: Fennby2026!", Audience.INTERNAL, "it has a password"),
        ("It is kept by John Miller in the workshop.", Audience.INTERNAL, "it has somebody's name"),
        (
            "Batch KX-4471 was soldered badly.",
            Audience.INTERNAL,
            "it speaks to the team: 'KX-4471 was soldered badly'",
        ),
        (
            "Tell the customer to send it in.",
            Audience.INTERNAL,
            "it speaks to the team: 'Tell the customer to send'",
        ),
        (
            "That is not yet announced.",
            Audience.INTERNAL,
            "it speaks to the team: 'That is not yet announced'",
        ),
        (
            "Log in to the customer portal.",
            Audience.CUSTOMER,
            "it is of use to customers only: 'Log in to the'",
        ),
    ],
)
def test_an_audience_is_guessed_by_what_is_said(answer: str, audience: Audience, why: str) -> None:
    guess = proposed("What does E17 mean?", answer, None, PRODUCTS, TODAY)
    assert (guess.audience, guess.reasons["audience"]) == (audience, why)


def test_the_matter_of_one_customer_is_for_the_team() -> None:
    guess = proposed("Where is it?", "It left today.", about(needs_private="an order"), PRODUCTS, TODAY)
    assert guess.audience is Audience.INTERNAL
    assert guess.reasons["audience"] == "it is about one customer's own matter: an order"


def test_products_are_those_of_the_case_and_those_that_the_words_name() -> None:
    guess = proposed("Does the hr200 fit?", "Yes.", about(products=("W3",)), PRODUCTS, TODAY)
    assert guess.products == ("W3", "HR-200")
    assert guess.reasons["products"] == "the case is about it; 'hr200'"
    assert proposed("Does it fit?", "Yes.", None, PRODUCTS, TODAY).products == ()


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        ("It is out of stock at the moment.", 30),
        ("Install firmware 2.1 by the app.", 90),
        ("The warranty covers it.", 180),
        ("The sensor reaches 100 m.", 365),
    ],
)
def test_what_lives_shortly_is_looked_at_again_soon(answer: str, days: int) -> None:
    assert proposed("What now?", answer, None, (), TODAY).review_by == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("answer", "day"),
    [
        ("The sale runs until 2026-12-31.", date(2026, 12, 31)),
        ("It was so until 2020-01-01.", TODAY + timedelta(days=365)),
        ("It holds until 2026-99-99.", TODAY + timedelta(days=365)),
    ],
)
def test_a_date_that_is_given_counts_when_it_is_to_come(answer: str, day: date) -> None:
    assert proposed("Until when?", answer, None, (), TODAY).review_by == day


def test_every_guess_has_its_reason() -> None:
    guess = proposed("", "", None, (), TODAY)
    assert set(guess.reasons) == {"audience", "products", "review_by"}
    assert all(guess.reasons.values())
