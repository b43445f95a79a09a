"""Coming in and going out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from bots.web.gate import COOKIE
from bots.web.login import SESSION_LASTS, LinkSpentError
from tests.bots.web.desk import OUR_URL, Visitor, WebDesk
from tests.builders import ALICE, BOB


def token_of(link: str) -> str:
    return link.partition("token=")[2]


def test_a_link_asks_who_it_is_and_lets_them_in(web: WebDesk) -> None:
    visitor = web.stranger()
    link = web.doorman.new_link(OUR_URL)
    visitor.open(link.removeprefix(OUR_URL))
    assert "<option>alice</option><option>bob</option>" in visitor.page
    answer = visitor.press("/login", token=token_of(link), person="bob")
    assert (answer.status_code, answer.url.path) == (200, "/")
    assert "<bdi>bob</bdi>" in visitor.page


def test_a_team_of_one_is_not_asked_who_it_is(web: WebDesk) -> None:
    visitor = Visitor(TestClient(web.app_for([ALICE]), OUR_URL))
    answer = visitor.open(web.doorman.new_link(OUR_URL).removeprefix(OUR_URL))
    assert answer.url.path == "/"
    assert "<bdi>alice</bdi>" in visitor.page


def test_looking_at_a_link_does_not_use_it_up(web: WebDesk) -> None:
    link = web.doorman.new_link(OUR_URL)
    web.stranger().open(link.removeprefix(OUR_URL))
    assert web.doorman.knows(token_of(link))


def test_a_second_use_of_a_link_is_refused_with_a_reason(web: WebDesk) -> None:
    link = web.doorman.new_link(OUR_URL)
    web.stranger().press("/login", token=token_of(link), person="alice")
    late = web.stranger()
    for answer in (
        late.open(link.removeprefix(OUR_URL)),
        late.press("/login", token=token_of(link), person="alice"),
    ):
        assert answer.status_code == 410
        assert "A link opens the desk once" in answer.text
    assert COOKIE not in late.client.cookies


def test_of_many_uses_at_the_same_moment_one_gets_in(web: WebDesk) -> None:
    token = token_of(web.doorman.new_link(OUR_URL))

    def use(_: int) -> bool:
        try:
            web.doorman.let_in(token, BOB)
        except LinkSpentError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(use, range(8))) == 1


@pytest.mark.parametrize("token", ["", "wrong", "secret-2"])
def test_a_made_up_link_opens_nothing(web: WebDesk, token: str) -> None:
    web.doorman.new_link(OUR_URL)
    assert web.stranger().open(f"/login?token={token}").status_code == 410


def test_nobody_comes_in_under_a_name_that_the_team_does_not_have(web: WebDesk) -> None:
    link = web.doorman.new_link(OUR_URL)
    visitor = web.stranger()
    assert visitor.press("/login", token=token_of(link), person="mallory").status_code == 400
    assert COOKIE not in visitor.client.cookies
    assert web.doorman.knows(token_of(link))


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(web: WebDesk) -> None:
    visitor = web.stranger()
    visitor.client.follow_redirects = False
    token = token_of(web.doorman.new_link(OUR_URL))
    cookie = visitor.press("/login", token=token, person="alice").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert token not in cookie


def test_a_session_ends_by_itself(web: WebDesk) -> None:
    alice = web.visitor()
    web.wait(SESSION_LASTS - timedelta(seconds=1))
    assert alice.open("/").status_code == 200
    web.wait(timedelta(seconds=1))
    assert alice.open("/").status_code == 401


def test_who_signs_out_is_out_even_with_the_old_cookie(web: WebDesk) -> None:
    alice = web.visitor()
    cookie = alice.client.cookies[COOKIE]
    alice.press("/logout")
    thief = web.stranger()
    thief.client.cookies.set(COOKIE, cookie, domain="127.0.0.1")
    assert thief.open("/").status_code == 401


def test_who_is_in_can_make_a_link_for_a_colleague(web: WebDesk) -> None:
    alice = web.visitor(ALICE)
    alice.press("/link")
    path = alice.page.partition(f'value="{OUR_URL}')[2].partition('"')[0]
    bob = web.stranger()
    bob.open(path)
    bob.press("/login", token=token_of(path), person="bob")
    assert "<bdi>bob</bdi>" in bob.page
    assert "<bdi>alice</bdi>" in alice.open("/").text
