"""Whom a question goes to, and when to the next one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk.cases import Priority
from desk.experts import Author, Expert, Group
from desk.requests import ExpertRequest
from desk.routing import USUAL, Ask, Wait, answer_due, next_rung
from desk.staffing import ALWAYS, Hours
from tests.builders import NOON
from tests.desk.experts import (
    ANY,
    AT_NIGHT,
    DAYTIME,
    EVENING,
    KIM,
    LEA,
    MINUTE,
    MONDAY,
    ON_LEAVE,
    PIA,
    SAM,
    SUE,
    TEAM,
    TOM,
    a_request,
    asked,
    wrote,
)


def ask(
    request: ExpertRequest,
    now: datetime = NOON,
    team: Sequence[Expert] = TEAM,
    authors: Sequence[Author] = (),
    lately: dict[str, int] | None = None,
) -> str | None:
    """The name of whom it goes to now; None when somebody waits."""
    rung = next_rung(request, team, authors, lately or {}, now)
    return rung.expert.name if isinstance(rung, Ask) else None


def climbed(request: ExpertRequest, now: datetime = NOON, team: Sequence[Expert] = TEAM) -> list[str]:
    """Who is asked, one after the other, when nobody answers for as long as this day goes on."""
    names: list[str] = []
    while (name := ask(request, now, team)) and name not in names:
        names.append(name)
        request = replace(request, askings=asked(*names, at=request.opened_at))
        now += USUAL.pause(request)
    return names


class TestWhoIsFirst:
    def test_who_wrote_what_came_nearest(self) -> None:
        assert ask(a_request(), authors=[wrote("kim", 0.4), wrote("any", 0.6)]) == "any"

    def test_by_the_name_that_they_have_on_a_forum(self) -> None:
        kim = replace(KIM, known_as=frozenset({"Kim_the_W3"}))
        assert ask(a_request(), team=[SAM, kim], authors=[wrote("kim_the_w3 ")]) == "kim"

    def test_then_who_knows_the_product(self) -> None:
        assert ask(a_request(), lately={"sam": 1}) == "kim"
        assert ask(a_request(), team=[TOM, ANY, SAM]) == "sam"

    def test_who_knows_the_product_before_who_wrote_about_another(self) -> None:
        assert ask(a_request(), authors=[wrote("tom", 0.9)]) == "kim"
        assert ask(a_request(products=("T9", "W3")), authors=[wrote("tom", 0.4)]) == "tom"

    def test_then_who_answers_whatever_comes(self) -> None:
        assert ask(a_request(products=("X1",))) == "any"

    def test_anybody_when_the_product_is_unknown(self) -> None:
        assert ask(a_request(products=()), lately={"any": 2, "kim": 2, "sam": 2}) == "tom"

    def test_of_equals_who_was_asked_least_often_lately(self) -> None:
        assert ask(a_request(), lately={"sam": 3, "kim": 4}) == "sam"
        assert ask(a_request(), lately={"sam": 4, "kim": 3}) == "kim"
        nearly = [wrote("sam", 0.61), wrote("kim", 0.59)]
        assert ask(a_request(), authors=nearly, lately={"sam": 1}) == "kim"

    def test_whom_the_agent_names(self) -> None:
        for why in ("@any does the battery last?", "Any: does the battery last?"):
            assert ask(a_request(why=why, handed_by="alice"), authors=[wrote("sam")]) == "any"

    @pytest.mark.parametrize("why", ["any idea?", "ask me@any.example", "@anybody?", "many: no"])
    def test_nobody_is_named_by_chance(self, why: str) -> None:
        assert ask(a_request(why=why, handed_by="alice")) == "kim"

    def test_the_customers_words_name_nobody(self) -> None:
        assert ask(a_request(why="nothing found; nearest: '@any'", handed_by="assistant")) == "kim"

    def test_never_who_handed_the_case_over(self) -> None:
        assert ask(a_request(handed_by="kim")) == "sam"

    def test_never_who_knows_other_products_while_somebody_leads(self) -> None:
        assert ask(a_request(), team=[TOM, LEA]) == "lea"
        assert ask(a_request(), team=[TOM]) == "tom"


class TestWhoIsNext:
    def test_all_who_are_near_and_the_lead_last(self) -> None:
        assert climbed(a_request()) == ["kim", "sam", "any", "lea"]

    def test_after_a_while_and_not_before(self) -> None:
        request = a_request(*asked("kim"))
        assert next_rung(request, TEAM, (), {}, NOON + 14 * MINUTE) == Wait(
            NOON + 15 * MINUTE, "who was asked last has some time to answer"
        )
        assert ask(request, NOON + 15 * MINUTE) == "sam"

    def test_sooner_when_it_is_urgent(self) -> None:
        request = a_request(*asked("kim"), priority=Priority.URGENT)
        assert ask(request, NOON + 4 * MINUTE) is None
        assert ask(request, NOON + 5 * MINUTE) == "sam"

    def test_at_once_after_who_declines(self) -> None:
        (asking,) = asked("kim")
        assert ask(a_request(replace(asking, declined_at=NOON))) == "sam"

    def test_who_declined_is_never_asked_again(self) -> None:
        declined = tuple(replace(asking, declined_at=NOON) for asking in asked("kim", "sam", "any", "lea"))
        request = a_request(*declined, simple=False)
        assert next_rung(request, TEAM, (), {}, MONDAY) == Wait(None, "nobody is left to be asked")

    def test_everybody_once_more_after_hours_when_everybody_was_asked(self) -> None:
        request = a_request(*asked("kim", "sam", "any", "lea"), simple=False)
        last = NOON + 45 * MINUTE
        assert next_rung(request, TEAM, (), {}, last + USUAL.next_after) == Wait(
            last + USUAL.again_after, "everybody was asked"
        )
        now = NOON + timedelta(days=3)  # Monday
        assert ask(request, now) == "kim"
        again = replace(
            request, askings=(*request.askings, replace(request.askings[0], rung=5, asked_at=now))
        )
        assert ask(again, now + 15 * MINUTE) == "sam"

    def test_who_can_never_be_asked_keeps_nobody_from_a_second_time(self) -> None:
        team = [replace(SAM, hours=ALWAYS), SUE, replace(ANY, hours=Hours(()))]
        last = asked("sam")
        assert ask(a_request(*last), NOON + USUAL.again_after, team) == "sam"

    def test_an_answer_that_did_not_help_gives_way_to_the_next(self) -> None:
        (asking,) = asked("kim")
        answered = a_request(replace(asking, answered_at=NOON + 10 * MINUTE))
        assert ask(answered, NOON + 24 * MINUTE) is None
        assert ask(answered, NOON + 25 * MINUTE) == "sam"

    def test_the_time_to_answer_begins_when_it_was_shown(self) -> None:
        (asking,) = asked("kim")
        assert answer_due(a_request()) is None
        assert answer_due(a_request(replace(asking, place=None))) is None
        assert answer_due(a_request(asking)) == NOON + 15 * MINUTE


class TestOutOfHours:
    def test_super_users_and_then_the_phones_are_asked_what_is_simple(self) -> None:
        assert climbed(a_request(opened_at=AT_NIGHT), AT_NIGHT) == ["sue", "pia"]

    def test_nobody_from_outside_is_asked_what_is_not(self) -> None:
        rung = next_rung(a_request(simple=False), TEAM, (), {}, AT_NIGHT)
        assert rung == Wait(MONDAY, "nobody who may be asked is on duty")

    def test_nor_while_an_expert_is_there(self) -> None:
        late = replace(KIM, hours=EVENING)
        request = a_request(opened_at=AT_NIGHT)
        assert ask(request, AT_NIGHT, [late, SUE, PIA]) == "kim"
        asked_her = replace(request, askings=asked("kim", at=AT_NIGHT))
        rung = next_rung(asked_her, [late, SUE, PIA], (), {}, AT_NIGHT + 15 * MINUTE)
        assert rung == Wait(AT_NIGHT + timedelta(hours=4), "everybody was asked")

    def test_but_once_the_experts_there_have_declined(self) -> None:
        late = replace(KIM, hours=EVENING)
        (asking,) = asked("kim", at=AT_NIGHT)
        request = a_request(replace(asking, declined_at=AT_NIGHT))
        assert ask(request, AT_NIGHT, [late, SUE, PIA]) == "sue"

    def test_the_soonest_shift_is_waited_for_though_a_lead_is_there(self) -> None:
        lead = replace(LEA, hours=ALWAYS)
        rung = next_rung(a_request(simple=False), [SAM, lead], (), {}, AT_NIGHT)
        assert rung == Wait(MONDAY, "nobody who may be asked is on duty")

    def test_the_lead_is_asked_at_once_what_is_urgent_wherever_they_are(self) -> None:
        request = a_request(simple=False, priority=Priority.URGENT)
        rung = next_rung(request, TEAM, (), {}, AT_NIGHT)
        assert isinstance(rung, Ask)
        assert rung.expert is LEA
        assert rung.why.endswith("off duty, but the case is urgent and nobody else is there")

    def test_of_two_leads_the_one_who_is_there(self) -> None:
        second = replace(LEA, name="zoe", hours=EVENING)
        assert ask(a_request(priority=Priority.URGENT, simple=False), AT_NIGHT, [LEA, second]) == "zoe"

    def test_a_lead_on_holiday_is_left_in_peace(self) -> None:
        away = replace(LEA, away_until=MONDAY)
        request = a_request(simple=False, priority=Priority.URGENT)
        assert next_rung(request, [away], (), {}, AT_NIGHT) == Wait(
            MONDAY, "nobody who may be asked is on duty"
        )

    def test_a_lead_alone_waits_for_nobody(self) -> None:
        assert ask(a_request(simple=False), team=[LEA]) == "lea"

    @pytest.mark.parametrize(
        "absent",
        [replace(KIM, hours=ON_LEAVE), replace(KIM, away_until=MONDAY), replace(KIM, hours=EVENING)],
        ids=["on a day off", "away", "in the evening"],
    )
    def test_who_is_not_there_is_not_asked(self, absent: Expert) -> None:
        assert ask(a_request(), team=[absent, SAM]) == "sam"


class TestWhyThem:
    @pytest.mark.parametrize(
        ("request_", "authors", "why"),
        [
            (
                a_request(),
                [wrote("sam")],
                "wrote the note 'W3 reset' that came nearest; on duty until 18:00 CET",
            ),
            (a_request(), [wrote("x", 0.9), wrote("sam")], "wrote the note 'W3 reset' that came near; "),
            (a_request(), [], "knows about W3; on duty until 18:00 CET"),
            (a_request(products=()), [], "answers whatever comes; "),
            (a_request(why="@sam?", handed_by="alice"), [], "alice asks for them by name; "),
            (a_request(products=("X",)), [], "nobody nearer to it may be asked; "),
        ],
    )
    def test_the_reason_is_told_in_words(
        self, request_: ExpertRequest, authors: list[Author], why: str
    ) -> None:
        rung = next_rung(request_, [SAM], authors, {}, NOON)
        assert isinstance(rung, Ask)
        assert rung.why.startswith(why)

    def test_the_end_of_duty_is_told_by_the_experts_own_clock(self) -> None:
        abroad = Hours(ALWAYS.shifts[:6], EVENING.zone)
        for hours, told in ((abroad, "on duty until Sun 00:00 CET"), (ALWAYS, "always on duty")):
            rung = next_rung(a_request(), [replace(SAM, hours=hours)], (), {}, NOON)
            assert isinstance(rung, Ask)
            assert rung.why.endswith(told)

    @pytest.mark.parametrize(
        ("expert", "now", "who"),
        [
            (SUE, AT_NIGHT, "a super-user of the community; "),
            (PIA, AT_NIGHT, "on the phones; "),
            (LEA, NOON, "leads"),
        ],
    )
    def test_it_says_who_somebody_is(self, expert: Expert, now: datetime, who: str) -> None:
        rung = next_rung(a_request(), [expert], (), {}, now)
        assert isinstance(rung, Ask)
        assert rung.why.startswith(who)


def test_a_super_user_who_is_only_there_when_experts_are_keeps_nobody_from_being_asked_again() -> None:
    eva = replace(SAM, name="eva", group=Group.SUPER_USER, hours=DAYTIME)
    ben = replace(SAM, name="ben", hours=DAYTIME)
    request = replace(a_request(simple=True), askings=asked("ben"))
    rung = next_rung(request, [eva, ben], (), {}, NOON + timedelta(days=4))
    assert isinstance(rung, Ask)
    assert rung.expert.name == "ben"
