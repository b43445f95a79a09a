"""What no page gets to see: strangers, other sites' forms, other names of this machine."""

import pytest
from starlette.routing import Route

from desk.cases import Stage
from tests.bots.web.desk import OUR_URL, WebDesk
from tests.builders import BOB

OPEN = {"/login", "/static/htmx.js"}
OTHER_SITES = ["http://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1:8787", "null", ""]


def test_no_page_is_shown_and_no_button_works_without_a_session(web: WebDesk) -> None:
    case_id = web.proposed()
    stranger = web.stranger()
    routes = [route for route in web.app.routes if isinstance(route, Route) and route.path not in OPEN]
    assert len(routes) > 8
    for route in routes:
        path = route.path.replace("{id}", str(id)).replace("{action}", "approve")
        for method in route.methods or ():
            answer = stranger.client.request(
                method,
                path,
                data={"draft_version": "1"} if method == "POST" else None,
                headers={"Origin": OUR_URL},
            )
            assert answer.status_code == 401, (method, path)
            assert "rain gauge" not in answer.text
    assert web.case(case_id).stage is Stage.AWAITING_DECISION


def test_a_made_up_cookie_is_no_session(web: WebDesk) -> None:
    stranger = web.stranger()
    for value in ("", "secret-1", "x" * 4000):
        stranger.client.cookies.set("assist_session", value, domain="127.0.0.1")
        assert stranger.open("/").status_code == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8787", "127.0.0.1.evil.example", "0.0.0.0:8787", ""]
)
def test_another_name_for_this_machine_gets_nothing(web: WebDesk, host: str) -> None:
    answer = web.visitor().client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "agent-assist" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8787", "localhost:8787", "localhost"])
def test_our_own_names_are_served(web: WebDesk, host: str) -> None:
    assert web.visitor().client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", OTHER_SITES)
def test_a_form_of_another_site_does_nothing(web: WebDesk, origin: str) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    csrf = alice.page.partition('name="csrf" value="')[2].partition('"')[0]
    form = {"csrf": csrf, "draft_version": "1"}
    answer = alice.client.post(f"/cases/{case_id}/approve", data=form, headers={"Origin": origin})
    assert answer.status_code == 403
    assert not web.publisher.asked


def test_a_form_without_an_origin_does_nothing(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    csrf = alice.page.partition('name="csrf" value="')[2].partition('"')[0]
    form = {"csrf": csrf, "draft_version": "1"}
    assert alice.client.post(f"/cases/{case_id}/approve", data=form).status_code == 403


@pytest.mark.parametrize("csrf", ["", "wrong", "é"])
def test_a_form_without_the_sessions_secret_does_nothing(web: WebDesk, csrf: str) -> None:
    case_id = web.proposed()
    answer = web.visitor().press(f"/cases/{case_id}/approve", draft_version="1", csrf=csrf)
    assert answer.status_code == 403
    assert not web.publisher.asked


def test_the_secret_of_another_session_does_not_count(web: WebDesk) -> None:
    case_id = web.proposed()
    bob = web.visitor(BOB)
    csrf = bob.page.partition('name="csrf" value="')[2].partition('"')[0]
    assert web.visitor().press(f"/cases/{case_id}/approve", draft_version="1", csrf=csrf).status_code == 403


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b'{"csrf": "x"}', "application/json", 415),
        (b"csrf=x", "text/plain", 415),
        (b"csrf=%FF", "application/x-www-form-urlencoded", 400),
        (b"csrf=\xff", "application/x-www-form-urlencoded", 400),
        (b"csrf=x&text=%00", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a=1" for _ in range(50)), "application/x-www-form-urlencoded", 400),
        (b"text=" + b"x" * 300_000, "application/x-www-form-urlencoded", 413),
    ],
)
def test_what_is_no_form_of_ours_is_refused(
    web: WebDesk, body: bytes, content_type: str, status: int
) -> None:
    headers = {"Origin": OUR_URL, "Content-Type": content_type}
    assert web.visitor().client.post("/ask", content=body, headers=headers).status_code == status


def test_a_body_without_a_length_is_cut_off_too(web: WebDesk) -> None:
    def endless() -> object:
        yield b"text="
        for _ in range(300):
            yield b"x" * 1000

    headers = {"Origin": OUR_URL, "Content-Type": "application/x-www-form-urlencoded"}
    answer = web.visitor().client.post("/ask", content=endless(), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 413


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_do_nothing(web: WebDesk, method: str) -> None:
    case_id = web.proposed()
    assert web.visitor().client.request(method, f"/cases/{case_id}/approve").status_code in {403, 405, 415}


@pytest.mark.parametrize(
    "path", ["/", "/nothing-here", "/cases/999", "/login", "/static/desk.css", "/static/htmx.js"]
)
def test_every_answer_tells_the_browser_to_be_careful(web: WebDesk, path: str) -> None:
    headers = web.visitor().open(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_our_own_fault_is_a_careful_page_too(web: WebDesk) -> None:
    alice = web.visitor()
    web.ledger.close()
    web.ledger.queues = None  # type: ignore[assignment]
    answer = alice.open("/")
    assert answer.status_code == 500
    assert "Look at the case again before you repeat anything" in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_pages_have_nothing_that_the_policy_would_stop(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    for path in ("/", f"/cases/{case_id}", "/approved", "/ask", "/nothing-here"):
        page = alice.open(path).text
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick" not in page
        assert page.count("<script") == page.count('<script src="/static/htmx.js"')


def test_htmx_comes_out_of_the_package_that_carries_it(web: WebDesk) -> None:
    answer = web.stranger().open("/static/htmx.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "htmx" in answer.text


@pytest.mark.parametrize(
    "path", ["/static/../pages.py", "/static/%2e%2e/pages.py", "/static/..%2fpages.py", "/static/"]
)
def test_only_the_assets_are_served(web: WebDesk, path: str) -> None:
    assert web.stranger().open(path).status_code in {401, 404}


def test_a_page_that_polls_without_a_session_is_loaded_anew(web: WebDesk) -> None:
    answer = web.stranger().client.get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (401, "true")


@pytest.mark.parametrize(("target", "reswap"), [("news", "none"), ("main", None)])
def test_an_error_page_is_never_put_into_a_corner_of_a_page(
    web: WebDesk, target: str, reswap: str | None
) -> None:
    headers = {"HX-Request": "true", "HX-Target": target}
    answer = web.visitor().client.get("/cases/999/news?revision=1", headers=headers)
    assert answer.status_code == 404
    assert answer.headers.get("HX-Reswap") == reswap
