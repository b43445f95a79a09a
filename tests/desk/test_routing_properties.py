"""What holds for every team and every question: nobody is asked too often, and nobody who should not be."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.cases import CaseId, Priority
from desk.experts import Author, Expert, Group, fits
from desk.requests import Asking, ExpertRequest
from desk.routing import Ask, Wait, next_rung
from desk.staffing import ALWAYS, Hours
from tests.builders import NOON
from tests.desk.experts import DAYTIME, EVENING, MONDAY, SAM, a_request, wrote

RUNGS = 12
FROM_OUTSIDE = {Group.SUPER_USER, Group.PHONE_AGENT}

names = st.sampled_from(["ada", "ben", "cem", "dora", "eva"])
experts = st.builds(
    Expert,
    name=names,
    group=st.sampled_from(Group),
    products=st.frozensets(st.sampled_from(["W3", "W4"]), max_size=2),
    hours=st.sampled_from([ALWAYS, DAYTIME, EVENING, Hours(())]),
    away_until=st.sampled_from([None, None, MONDAY]),
)
teams = st.lists(experts, max_size=5, unique_by=lambda expert: expert.name)
questions = st.builds(
    a_request,
    products=st.sampled_from([(), ("W3",), ("W3", "W4"), ("X1",)]),
    simple=st.booleans(),
    priority=st.sampled_from(Priority),
    handed_by=st.sampled_from(["assistant", "ada"]),
)
authors_ = st.lists(st.builds(wrote, names, st.floats(0, 1)), max_size=3)


@settings(max_examples=60, deadline=None)
@given(teams, questions, authors_, st.sets(st.integers(1, RUNGS)))
def test_nobody_is_asked_twice_before_all_who_can_be_were_or_after_declining_or_off_duty(
    team: list[Expert], request: ExpertRequest, authors: list[Author], declining: set[int]
) -> None:
    now = NOON
    for number in range(1, RUNGS + 1):
        while isinstance(rung := next_rung(request, team, authors, {}, now), Wait):
            if rung.until is None:
                return
            assert rung.until > now
            now = rung.until
        _expect_fair(rung.expert, request, [fit.expert for fit in fits(request, team, authors)])
        urgent = request.priority is Priority.URGENT
        assert rung.expert.on_duty(now) or (urgent and rung.expert.group is Group.LEAD)
        asking = Asking(CaseId(1), 2, number, rung.expert.name, rung.why, now, place="here")
        asking = replace(asking, declined_at=now) if number in declining else asking
        request = replace(request, askings=(*request.askings, asking))


def _expect_fair(chosen: Expert, request: ExpertRequest, fitting: list[Expert]) -> None:
    times = Counter(asking.expert for asking in request.askings)
    declined = {asking.expert for asking in request.askings if asking.declined_at}
    assert chosen.name not in {*declined, request.handed_by}
    assert request.simple or chosen.group not in FROM_OUTSIDE
    experts = [one.hours for one in fitting if one.group is Group.EXPERT]
    could_be_asked = [
        one.name
        for one in fitting
        if one.hours.shifts
        and not (one.group in FROM_OUTSIDE and any(hours in {ALWAYS, one.hours} for hours in experts))
    ]
    assert times[chosen.name] <= min((times[name] for name in could_be_asked), default=times[chosen.name])


@settings(max_examples=60, deadline=None)
@given(teams, questions, authors_)
def test_the_order_in_which_the_team_is_written_says_nothing(
    team: list[Expert], request: ExpertRequest, authors: list[Author]
) -> None:
    assert next_rung(request, team, authors, {}, NOON) == next_rung(request, team[::-1], authors, {}, NOON)


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 5), st.integers(1, 15))
def test_equals_are_asked_equally_often(many: int, questions: int) -> None:
    team = [replace(SAM, name=f"expert {number}") for number in range(many)]
    lately: Counter[str] = Counter()
    for _ in range(questions):
        rung = next_rung(a_request(), team, (), lately, NOON)
        assert isinstance(rung, Ask)
        lately[rung.expert.name] += 1
    assert max(lately.values()) - min(lately[one.name] for one in team) <= 1
