"""The desk in a real browser: clicks, live length, polling, two people at once, and no JavaScript at all."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.bots.web.desk import WebDesk
from tests.bots.web.test_knowledge import a_state
from tests.builders import ALICE, BOB, a_message
from tests.fakes.publisher import answer_is_lost

pytestmark = pytest.mark.slow

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser; each visitor has a window that shares nothing with the others."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium here: install the package `chromium` to run the browser's tests")
    expect.set_options(timeout=15_000)  # the pages ask for news every 5 seconds
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def address(web: WebDesk) -> Iterator[str]:
    """Where the desk is served for the length of a test."""
    server = uvicorn.Server(uvicorn.Config(web.app, host="127.0.0.1", port=0, ws="none", log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def windows(chromium: Browser, web: WebDesk, address: str) -> Iterator["Windows"]:
    """Opens windows for people, and says at the end whether a page broke a rule."""
    windows = Windows(chromium, web, address)
    yield windows
    windows.close()


class Windows:
    """Windows of a browser, each of a person who came in by a link."""

    def __init__(self, chromium: Browser, web: WebDesk, address: str) -> None:
        self._chromium = chromium
        self._web = web
        self._contexts: list[BrowserContext] = []
        self.address = address
        self.complaints: list[str] = []

    def open(self, name: str = "alice", *, javascript: bool = True) -> Page:
        context = self._chromium.new_context(
            java_script_enabled=javascript, viewport={"width": 1280, "height": 900}
        )
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self._listen(message.text))
        page.goto(self._web.doorman.new_link(self.address))
        page.get_by_label("I am").select_option(name)
        page.get_by_role("button", name="Come in").click()
        expect(page.get_by_role("heading", name="Awaiting decision")).to_be_visible()
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        assert self.complaints == []

    def _listen(self, text: str) -> None:
        if "Failed to load resource" not in text:  # what Chromium says of every 409
            self.complaints.append(text)


def test_a_draft_is_approved_by_a_click_and_found_under_approved(web: WebDesk, windows: Windows) -> None:
    web.proposed(a_message("@FennbyCare my W3 shows E17, what now?"))
    page = windows.open()
    page.get_by_role("link", name="Rainy Day").click()
    page.get_by_role("button", name="Approve and send in public").click()
    expect(page.get_by_text("approved by alice")).to_be_visible()
    page.get_by_role("link", name="Approved", exact=True).click()
    expect(page.get_by_text("Approved by alice")).to_be_visible()
    expect(page.get_by_role("link", name="W3 weather station")).to_be_visible()
    assert len(web.publisher.out) == 1


def test_a_number_leads_to_its_source(web: WebDesk, windows: Windows) -> None:
    web.proposed()
    page = windows.open()
    page.get_by_role("link", name="Rainy Day").click()
    page.get_by_role("link", name="source 1").click()
    expect(page.locator("#source-1 mark")).to_have_text("E17 means that the rain gauge is blocked.")
    assert page.url.endswith("#source-1")


def test_the_length_follows_what_is_typed(web: WebDesk, windows: Windows) -> None:
    case_id = web.proposed()
    page = windows.open()
    page.goto(f"{windows.address}/cases/{case_id}")
    page.get_by_text("Edit", exact=True).click()
    page.get_by_label("Your text of the reply").fill("x" * 290)
    expect(page.locator("#typed-weight")).to_contain_text("290 of 280")
    expect(page.locator("#typed-weight")).to_contain_text("Must be mended")
    page.get_by_label("Your text of the reply").fill("Please rinse the rain gauge.")
    expect(page.locator("#typed-weight")).to_contain_text("28 of 280")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_text("version 2, written by alice")).to_be_visible()
    page.get_by_role("button", name="Approve and send in public").click()
    expect(page.get_by_text("approved by alice")).to_be_visible()
    assert [reply.text for reply in web.publisher.out] == ["Please rinse the rain gauge."]


def test_a_promise_goes_out_only_with_the_reason_of_who_made_it(web: WebDesk, windows: Windows) -> None:
    case_id = web.proposed()
    page = windows.open()
    page.goto(f"{windows.address}/cases/{case_id}")
    page.get_by_text("Edit", exact=True).click()
    page.get_by_label("Your text of the reply").fill("We will refund you.")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.locator("mark.flaw").first).to_have_text("We will refund")
    page.get_by_role("link", name="see check a").click()
    assert page.url.endswith("#check-a")
    expect(page.get_by_role("button", name="Approve and send in public")).to_be_disabled()
    page.get_by_text("Edit", exact=True).click()
    page.get_by_label("Why this is right although a check holds it back").fill("lena agreed")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_text("Goes past a check")).to_be_visible()
    page.get_by_role("button", name="Approve and send in public").click()
    expect(page.get_by_text("approved by alice")).to_be_visible()
    assert [reply.text for reply in web.publisher.out] == ["We will refund you."]


def test_a_form_is_chosen_by_a_click_and_by_the_keyboard(web: WebDesk, windows: Windows) -> None:
    case_id = web.proposed()
    page = windows.open()
    page.goto(f"{windows.address}/cases/{case_id}")
    page.get_by_role("button", name="Make it a direct message").click()
    linked = page.get_by_role("button", name="Make it a direct message with a link")
    expect(linked).to_be_visible()
    linked.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".reply")).to_contain_text("https://docs.fennby.example/w3")
    expect(page.locator(".beside q")).not_to_be_empty()  # the words differ from message to message


def test_of_two_people_who_approve_one_wins_and_the_other_is_told(web: WebDesk, windows: Windows) -> None:
    case_id = web.proposed()
    alice, bob = windows.open("alice"), windows.open("bob")
    for page in (alice, bob):
        page.goto(f"{windows.address}/cases/{case_id}")
    alice.get_by_role("button", name="Approve and send in public").click()
    expect(alice.get_by_text("approved by alice")).to_be_visible()
    bob.get_by_role("button", name="Approve and send in public").click()
    expect(bob.get_by_role("alert")).to_contain_text("alice approved draft 1")
    expect(bob.get_by_text("approved by alice")).to_be_visible()
    expect(bob.get_by_role("button", name="Approve and send in public")).to_have_count(0)
    assert len(web.publisher.out) == 1


def test_who_looks_at_a_case_hears_that_it_changed(web: WebDesk, windows: Windows) -> None:
    case_id = web.proposed()
    page = windows.open()
    page.goto(f"{windows.address}/cases/{case_id}")
    web.workbench.reject(case_id, web.case(case_id).seen, "another question", BOB)
    expect(page.locator("#news")).to_contain_text("bob rejected")
    page.get_by_role("link", name="Show it as it is now").click()
    expect(page.get_by_text("Rejected by bob: another question")).to_be_visible()


def test_the_queue_refreshes_itself_and_stays_where_it_was(web: WebDesk, windows: Windows) -> None:
    ids = [web.proposed(a_message(f"case number {number}")) for number in range(20)]
    page = windows.open()
    page.locator(f"#case-{ids[12]}").focus()
    page.evaluate("window.scrollTo(0, 1200)")
    web.workbench.reject(ids[19], web.case(ids[19]).seen, "another question", BOB)
    expect(page.get_by_role("link", name="Rejected 1")).to_have_count(1)
    assert page.evaluate("window.scrollY") == 1200
    assert page.evaluate("document.activeElement.id") == f"case-{ids[12]}"


def test_an_uncertain_reply_is_settled_by_who_looked(web: WebDesk, windows: Windows) -> None:
    case_id = web.proposed()
    web.publisher.mishaps.append(answer_is_lost)
    web.workbench.approve(case_id, web.case(case_id).seen, ALICE)
    page = windows.open()
    page.goto(f"{windows.address}/cases/{case_id}")
    page.get_by_role("button", name="It was sent").click()
    expect(page.get_by_text("saw that it was sent")).to_be_visible()
    assert len(web.publisher.asked) == 1


def test_a_file_is_handed_over_and_what_was_made_of_it_is_shown(
    web: WebDesk, windows: Windows, tmp_path: Path
) -> None:
    web.overview.shown = [a_state()]
    note = tmp_path / "reset.md"
    note.write_text("# Reset", encoding="utf-8")
    for javascript in (True, False):
        page = windows.open("sam", javascript=javascript)
        page.get_by_role("link", name="Knowledge").click()
        page.get_by_label("The file").set_input_files(note)
        page.get_by_role("button", name="Add and read it").click()
        expect(page.get_by_role("status")).to_contain_text("reset.md was added")
    assert web.overview.added == [("notes", "reset.md", b"# Reset")] * 2


def test_everything_works_without_javascript(web: WebDesk, windows: Windows) -> None:
    case_id = web.proposed()
    page = windows.open(javascript=False)
    page.get_by_role("link", name="Rainy Day").click()
    page.get_by_role("button", name="Make it a direct message").click()
    page.get_by_text("Edit", exact=True).click()
    page.get_by_label("Your text of the reply").fill("Please rinse the rain gauge.")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page).to_have_url(f"{windows.address}/cases/{case_id}")
    page.get_by_role("button", name="Approve and send as a DM").click()
    expect(page.get_by_text("approved by alice")).to_be_visible()
    assert [reply.text for reply in web.publisher.out] == ["Please rinse the rain gauge."]


def test_a_form_of_another_site_does_not_arrive(web: WebDesk, windows: Windows) -> None:
    case_id = web.proposed()
    page = windows.open()
    action = f"{windows.address}/cases/{case_id}/approve"
    field = '<input name="draft_version" value="1">'
    form = f'<form method="post" action="{action}">{field}<button>Win</button></form>'
    page.route("http://evil.example/", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto("http://evil.example/")
    page.get_by_role("button", name="Win").click()
    expect(page.get_by_text("did not come from the desk's own page")).to_be_visible()
    assert not web.publisher.asked


def test_an_unfinished_draft_grows_on_the_page_of_its_case(web: WebDesk, windows: Windows) -> None:
    case_id = web.received()
    page = windows.open()
    page.goto(f"{windows.address}/cases/{case_id}")
    with web.underway.drafting(case_id) as told:
        told("E17 means")
        expect(page.locator("#underway")).to_contain_text("Drafting:E17 meansNothing has checked this yet")
        told("E17 means that it is blocked.")
        expect(page.locator("#underway")).to_contain_text("E17 means that it is blocked.")
    expect(page.locator("#underway")).to_be_empty()


def test_a_handle_is_linked_and_an_opt_out_is_lifted_by_clicks(web: WebDesk, windows: Windows) -> None:
    elsewhere = replace(
        a_message("hello", author_id="a"), channel="mastodon", author_handle="rainy_day@one.example"
    )
    web.received(elsewhere)
    case_id = web.proposed()
    web.ledger.consents.stop(a_message("stop"), web.now())
    page = windows.open()
    page.goto(f"{windows.address}/cases/{case_id}")
    expect(page.get_by_role("button", name="Approve and send in public")).to_be_disabled()
    page.get_by_text("They agreed again", exact=True).click()
    page.get_by_label("How do you know?").fill("they called us")
    page.get_by_role("button", name="They may be written to again").click()
    expect(page.get_by_text("asked us to write no more")).to_have_count(0)
    page.get_by_role("link", name="Link another handle").click()
    page.get_by_role("button", name="Yes, the same customer").click()
    expect(page.get_by_text("linked by alice").first).to_be_visible()
    page.get_by_role("link", name=f"Case {case_id}").click()
    expect(page.get_by_text("@rainy_day@one.example")).to_be_visible()
