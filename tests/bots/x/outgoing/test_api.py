"""X's API as the desk speaks it: the right token, within the limits and the budget, errors that say what is known."""

from datetime import timedelta

import httpx
import pytest

from bots.errors import Limited, NotSignedIn, OverBudget, Refused, Unanswered
from bots.x.costs import Purpose, What
from bots.x.limits import POSTS
from tests.bots.x.outgoing.door import Door, Purse, Watch, an_api, ok
from tests.builders import NOON

ME = "GET /2/users/me"
TWEETS = "POST /2/tweets"


def test_what_x_says_comes_as_it_is() -> None:
    door = Door().says(ME, ok({"data": {"id": "1"}, "new_field": [1]}))
    answer = an_api(door).get("/2/users/me", {"user.fields": ["id", "username"], "max_results": 5})
    assert answer == {"data": {"id": "1"}, "new_field": [1]}
    assert dict(door.asked[0].url.params) == {"user.fields": "id,username", "max_results": "5"}
    assert door.asked[0].headers["authorization"] == "Bearer user-token"


def test_reading_goes_with_the_apps_token_when_it_is_told_to() -> None:
    door = Door().says(ME, ok({}))
    an_api(door).get("/2/users/me", as_user=False)
    assert door.asked[0].headers["authorization"] == "Bearer app-token"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500),
        httpx.Response(503),
        httpx.Response(408),
        httpx.Response(201, text="OK"),
        httpx.Response(200, text="[1]"),
        httpx.Response(201, text=""),
    ],
)
def test_nobody_knows_what_became_of_a_post_that_x_answers_with_no_sense(answer: httpx.Response) -> None:
    with pytest.raises(Unanswered, match="POST /2/tweets"):
        an_api(Door().says(TWEETS, answer)).post("/2/tweets", {"text": "hi"})


def test_a_refusal_carries_xs_own_words_cut_and_cleaned() -> None:
    said = {"title": "Forbidden\x1b[31m", "detail": "not \u202ementioned\n" + "x" * 1000, "status": 403}
    with pytest.raises(Refused) as caught:
        an_api(Door().says(TWEETS, ok(said, 403))).post("/2/tweets", {"text": "hi"})
    error = caught.value
    assert (error.status, error.again) == (403, False)
    assert "Forbidden[31m: not mentionedxxx" in str(error)
    assert len(str(error)) < 300
    assert str(error).isprintable()


@pytest.mark.parametrize(
    "body",
    [
        '{"errors": [{"message": "no", "code": 87}]}',
        '{"error": "no"}',
        '{"errors": "no"}',
        "[" * 100_000,
        "<html>",
    ],
)
def test_a_refusal_without_a_problem_in_it_is_one_too(body: str) -> None:
    with pytest.raises(Refused, match="400"):
        an_api(Door().says(ME, httpx.Response(400, text=body))).get("/2/users/me")


def test_a_redirect_is_a_refusal_and_followed_nowhere() -> None:
    door = Door().says(ME, httpx.Response(307, headers={"location": "https://evil.example"}))
    with pytest.raises(Refused, match="307"):
        an_api(door).get("/2/users/me")
    assert len(door.asked) == 1


def test_a_token_that_nobody_can_renew_is_named() -> None:
    with pytest.raises(NotSignedIn, match="access_token"):
        an_api(Door().says(ME, httpx.Response(401))).get("/2/users/me")


def test_after_a_429_x_is_left_alone_until_it_says() -> None:
    clock, reset = Watch(), NOON + timedelta(minutes=4)
    headers = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(int(reset.timestamp()))}
    door = Door().says(TWEETS, ok({}, 429, headers), ok({"data": {"id": "1"}}, 201))
    api = an_api(door, clock)
    for _ in range(3):
        with pytest.raises(Limited) as caught:
            api.post("/2/tweets", {"text": "hi"})
        assert caught.value.reset_at == api.free_at(POSTS) == reset
    assert len(door.asked) == 1
    clock.after(minutes=4)
    assert api.post("/2/tweets", {"text": "hi"}) == {"data": {"id": "1"}}


def test_each_call_is_counted_by_what_it_gave() -> None:
    purse, found = (
        Purse(),
        {"data": [{"id": "1"}, {"id": "2"}], "includes": {"users": [{"id": "3"}], "tweets": [{"id": "4"}]}},
    )
    door = Door().says("GET /2/users/7/mentions", ok(found)).says(TWEETS, ok({"data": {"id": "1"}}, 201))
    api = an_api(door, purse=purse)
    api.get("/2/users/7/mentions")
    assert purse.times == {What.OWNED_READ.value: 2, What.USER_READ.value: 1, What.POST_READ.value: 1}
    assert purse.usd == pytest.approx(2 * 0.001 + 0.010 + 0.005)


@pytest.mark.parametrize(
    ("body", "usd"),
    [
        ({"text": "hi"}, 0.015),
        ({"text": "hi", "reply": {"in_reply_to_tweet_id": "1"}}, 0.010),
        ({"text": "see example.com", "reply": {"in_reply_to_tweet_id": "1"}}, 0.200),
    ],
)
def test_a_post_costs_what_is_in_it_also_when_nobody_knows_whether_x_took_it(
    body: dict[str, object], usd: float
) -> None:
    for answer in (ok({"data": {"id": "1"}}, 201), httpx.Response(502)):
        purse = Purse()
        api = an_api(Door().says(TWEETS, answer), purse=purse)
        if answer.status_code == 502:
            with pytest.raises(Unanswered):
                api.post("/2/tweets", body)
        else:
            api.post("/2/tweets", body)
        assert purse.usd == pytest.approx(usd)


def test_what_x_refused_costs_nothing() -> None:
    purse = Purse()
    with pytest.raises(Refused):
        an_api(Door().says(TWEETS, httpx.Response(403)), purse=purse).post("/2/tweets", {"text": "hi"})
    assert purse.usd == 0


def test_past_the_budget_looking_stops_hearing_slows_down_and_replies_still_go() -> None:
    clock, purse = Watch(), Purse(usd=5.0)
    mentions = "/2/users/7/mentions"
    door = Door().says(f"GET {mentions}", ok({})).says(TWEETS, ok({"data": {"id": "1"}}, 201))
    api = an_api(door, clock, purse, usd_per_day=5.0)
    with pytest.raises(OverBudget, match=r"5\.00 dollars") as caught:
        api.meant_for(Purpose.LOOKING).get("/2/tweets/search/recent")
    assert caught.value.reset_at == NOON + timedelta(hours=12)
    hearing = api.meant_for(Purpose.HEARING)
    hearing.get(mentions)
    with pytest.raises(Limited) as later:
        hearing.get(mentions)
    assert later.value.reset_at == NOON + timedelta(minutes=5)
    clock.after(minutes=5)
    hearing.get(mentions)
    assert api.post("/2/tweets", {"text": "hi"}) == {"data": {"id": "1"}}


def test_a_hard_stop_holds_everything_until_tomorrow() -> None:
    api = an_api(Door(), Watch(), Purse(usd=5.0), usd_per_day=5.0, hard_stop=True)
    with pytest.raises(OverBudget):
        api.post("/2/tweets", {"text": "hi"})
    assert api.free_at(POSTS) == NOON + timedelta(hours=12)


def test_who_comes_near_the_budget_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    door = Door().says(TWEETS, ok({"data": {"id": "1"}}, 201))
    api = an_api(door, purse=Purse(), usd_per_day=1.0)
    for _ in range(7):
        api.post("/2/tweets", {"text": "see https://fennby.example"})
    assert [record.message for record in caplog.records] == [
        "X cost 0.80 of today's 1.00 dollars so far",
        "X cost 1.00 of today's 1.00 dollars so far",
    ]


def test_a_stream_that_x_refuses_is_refused_as_anything_else() -> None:
    door = Door().says("GET /2/activity/stream", httpx.Response(403), httpx.Response(200, text="\r\n{}\r\n"))
    api = an_api(door)
    with pytest.raises(Refused):
        next(api.stream("/2/activity/stream"))
    assert list(api.stream("/2/activity/stream")) == ["", "{}"]
    assert door.asked[1].headers["authorization"] == "Bearer app-token"
