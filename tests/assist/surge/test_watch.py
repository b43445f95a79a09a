"""What is a surge, and what is none."""

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.surge.heard import Joined, Rise, Theme
from assist.surge.timeline import Timeline
from assist.surge.watch import Findings, Watch
from tests.assist.surge.crowd import SIZE, Crowd, about, mixed, topic
from tests.builders import NOON

WEEK = 7 * 24 * 60.0  # minutes


def heard(*messages: object) -> Findings:
    return Watch(SIZE).hear(mixed(*messages))  # type: ignore[arg-type]


def a_usual_week(crowd: Crowd) -> list[object]:
    return crowd.chatter(1500, -WEEK, WEEK)  # type: ignore[return-value]


def test_many_people_who_say_the_same_in_a_short_time_are_found_with_what_speaks_for_it() -> None:
    crowd = Crowd()
    found = heard(a_usual_week(crowd), crowd.surge(1, 30))
    (rise,) = found.rises
    assert rise.people == 8
    assert rise.usual < 1
    assert timedelta(0) <= rise.at - rise.since < timedelta(minutes=10)
    assert sum(one.sure for one in found.joined) == 30


def test_one_person_who_writes_fifty_times_is_no_surge() -> None:
    crowd = Crowd()
    angry = [crowd.says(about(1, number), number / 5, "always the same") for number in range(50)]
    assert heard(a_usual_week(crowd), angry).rises == ()


def test_a_joke_that_fifty_people_hand_on_in_the_same_words_is_no_surge() -> None:
    crowd = Crowd()
    told = [crowd.says(about(1, number), number / 5, saying=77) for number in range(50)]
    assert heard(a_usual_week(crowd), told).rises == ()


def test_a_campaign_of_praise_is_no_incident_even_when_some_of_it_is_misread() -> None:
    crowd = Crowd()
    fans = crowd.surge(1, 60, complains=False)
    misread = crowd.surge(1, 20)
    assert heard(a_usual_week(crowd), fans, misread).rises == ()


def test_what_as_many_people_say_on_every_day_is_no_surge() -> None:
    crowd = Crowd()
    week = mixed(a_usual_week(crowd), crowd.surge(1, 7 * 24 * 12, -WEEK, WEEK))  # type: ignore[arg-type]
    for people, surges in ((12, 0), (80, 1)):  # in an hour; twelve are usual
        watch = Watch(SIZE)
        watch.remember(week)
        crowd.number = 10_000
        assert len(watch.hear(crowd.surge(1, people, 0, 60)).rises) == surges


def test_on_the_first_day_when_nothing_is_known_a_handful_is_not_enough_and_a_crowd_is() -> None:
    crowd = Crowd()
    assert heard(crowd.chatter(150, 0, 60), crowd.surge(1, 10, 0, 60)).rises == ()
    assert len(heard(crowd.chatter(150, 0, 60), crowd.surge(1, 90, 0, 60)).rises) == 1


def test_two_surges_at_once_stay_two() -> None:
    crowd = Crowd()
    found = heard(a_usual_week(crowd), crowd.surge(1, 40), crowd.surge(2, 40))
    assert len(found.rises) == 2
    keys = {one.key for one in found.joined if one.sure}
    assert len(keys) == 2
    assert sum(one.sure for one in found.joined) == 80


def test_a_slow_rise_is_found_too() -> None:
    crowd = Crowd()
    slowly = crowd.surge(1, 24, 0, 330)  # some four an hour: never eight in one
    assert len(heard(a_usual_week(crowd), slowly).rises) == 1


def test_late_ones_join_and_those_that_are_only_near_join_perhaps() -> None:
    crowd, watch = Crowd(), Watch(SIZE)
    watch.hear(mixed(a_usual_week(crowd), crowd.surge(1, 30)))  # type: ignore[arg-type]
    crowd.number = 10_000
    (late,) = watch.hear([crowd.says(about(1, 999), 90)]).joined
    assert late.sure
    (near,) = watch.hear([crowd.says(about(1, 998, 0.45), 91)]).joined
    assert not near.sure
    assert near.likeness < late.likeness
    assert watch.hear([crowd.says(about(3, 997), 92)]).joined == ()


def test_a_theme_that_was_dismissed_is_not_raised_again_before_its_time() -> None:
    crowd, quiet = Crowd(), NOON + timedelta(days=1)
    dismissed = Theme(1, topic(1), 0.5, takes_in=False, quiet_until=quiet)
    watch = Watch(SIZE)
    watch.follow([dismissed])
    assert watch.hear(mixed(a_usual_week(crowd), crowd.surge(1, 40))).rises == ()  # type: ignore[arg-type]
    watch = Watch(SIZE)
    watch.follow([dismissed])
    later = crowd.surge(1, 40, 25 * 60)
    assert len(watch.hear(mixed(a_usual_week(crowd), later)).rises) == 1  # type: ignore[arg-type]


@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(1, 400), min_size=1, max_size=8))
def test_the_findings_do_not_depend_on_how_the_messages_come_in_batches(cuts: list[int]) -> None:
    crowd = Crowd()
    stream = mixed(crowd.chatter(300, -600, 600), crowd.surge(1, 40), crowd.surge(2, 40, 10))
    at_once = Watch(SIZE).hear(stream)
    watch, start = Watch(SIZE), 0
    rises: list[Rise] = []
    joined: list[Joined] = []
    while start < len(stream):
        cut = cuts[start % len(cuts)]
        some = watch.hear(stream[start : start + cut])
        rises += some.rises
        joined += some.joined
        start += cut
    assert [rise.theme.key for rise in rises] == [rise.theme.key for rise in at_once.rises]
    assert joined == list(at_once.joined)


def test_after_a_restart_it_goes_on_as_if_it_had_never_stopped() -> None:
    crowd = Crowd()
    stream = mixed(a_usual_week(crowd), crowd.surge(1, 40))  # type: ignore[arg-type]
    whole = Watch(SIZE)
    whole.hear(stream[:-20])
    again = Watch(SIZE)
    again.remember(stream[:-20], [one for one in Watch(SIZE).hear(stream[:-20]).joined if one.sure])
    again.follow(whole.themes)
    assert again.hear(stream[-20:]).joined == whole.hear(stream[-20:]).joined


def test_what_is_older_than_two_weeks_is_forgotten() -> None:
    crowd, watch = Crowd(), Watch(SIZE)
    watch.hear(crowd.chatter(600, -40 * 24 * 60, 10))
    watch.hear(crowd.chatter(600, 0, 10))
    assert watch.hear([crowd.says(about(1, 1), 20)]).rises == ()
    assert len(watch._timeline) < 700


def test_a_message_without_words_is_like_nothing() -> None:
    crowd = Crowd()
    silent = [crowd.says(np.zeros(SIZE, np.float32), number / 5) for number in range(50)]
    assert heard(a_usual_week(crowd), silent).rises == ()


def test_people_are_told_apart_also_when_others_were_forgotten() -> None:
    crowd, timeline = Crowd(), Timeline(SIZE)
    timeline.add(crowd.chatter(2000, 0, 10))
    wanted = np.zeros(2000, bool)
    wanted[-100:] = True
    timeline.keep(wanted)
    timeline.add(crowd.chatter(100, 20, 10))
    assert len(timeline) == len(np.unique(timeline.column("person"))) == 200
