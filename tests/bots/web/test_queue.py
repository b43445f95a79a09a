"""The queue's order, colours, counts and polling."""

from datetime import timedelta
from pathlib import Path

from desk.service_level import ServiceLevel
from desk.staffing import Hours
from desk.timetable import shifts_of
from tests.bots.web.desk import WebDesk
from tests.builders import BOB, a_message


def at(page: str, text: str) -> int:
    assert text in page, text
    return page.index(text)


def test_what_is_due_first_stands_first(web: WebDesk) -> None:
    for text, minutes in (("later", 50), ("soonest", 5), ("soon", 20)):
        web.propose(web.received(a_message(text), due_in=timedelta(minutes=minutes)))
    page = web.visitor().page
    assert at(page, "soonest<") < at(page, "soon<") < at(page, "later<")


def test_the_colours_say_how_much_time_is_left(web: WebDesk) -> None:
    for minutes in (50, 5, -90):
        web.propose(web.received(due_in=timedelta(minutes=minutes)))
    page = web.visitor().page
    assert "left fine" in page
    assert "left at-risk" in page
    assert "left breached" in page
    assert "1 h 30 min late" in page


def test_the_time_that_is_left_is_staffed_time_by_the_settings(tmp_path: Path) -> None:
    office = ServiceLevel(hours=Hours(shifts_of(["Fri 09:00-12:02", "Mon 09:00-18:00"])))
    web = WebDesk(tmp_path, office)
    web.propose(web.received(due_in=timedelta(days=2, hours=21, minutes=5)))  # Monday, 09:05
    page = web.visitor().page
    assert "left at-risk" in page
    assert ">7 min left<" in page
    web.ledger.close()


def test_each_stage_has_its_count_and_its_own_list(web: WebDesk) -> None:
    waiting, rejected = web.proposed(a_message("still waits")), web.proposed(a_message("was turned down"))
    alice = web.visitor()
    alice.open(f"/cases/{rejected}")
    alice.press(f"/cases/{rejected}/reject", draft_version="1", reason="no")
    page = alice.open("/").text
    assert "still waits" in page
    assert "was turned down" not in page
    assert '>Awaiting decision <span class="count">1</span>' in page
    assert '>Rejected <span class="count">1</span>' in page
    page = alice.open("/?stage=rejected").text
    assert "was turned down" in page
    assert f'href="/cases/{waiting}"' not in page


def test_closed_cases_are_found_and_not_counted_with_the_open_ones(web: WebDesk) -> None:
    case_id = web.proposed(a_message("was answered"))
    alice = web.visitor()
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/approve", draft_version="1")
    page = alice.open("/").text
    assert "was answered" not in page
    assert ">Sent</a>" in page
    assert "was answered" in alice.open("/?stage=sent").text


def test_a_stage_that_does_not_exist_is_not_found(web: WebDesk) -> None:
    assert web.visitor().open("/?stage=aproved").status_code == 404


def test_an_empty_queue_says_so(web: WebDesk) -> None:
    assert "Nothing here." in web.visitor().page


def test_a_long_queue_says_how_many_it_does_not_show(web: WebDesk) -> None:
    for _ in range(102):
        web.received()
    page = web.visitor().open("/?stage=new").text
    assert page.count('class="cover"') == 100
    assert "2 more are not shown" in page


def poll_url(page: str) -> str:
    return page.partition('hx-get="')[2].partition('"')[0].replace("&amp;", "&")


def test_polling_brings_nothing_until_something_changed(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    url = poll_url(alice.page)
    assert alice.client.get(url).status_code == 204
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/reject", draft_version="1", reason="no")
    assert alice.client.get(url).status_code == 200


def test_polling_brings_the_next_minute(web: WebDesk) -> None:
    web.proposed()
    alice = web.visitor()
    web.wait(timedelta(minutes=2))
    assert "58 min left" in alice.client.get(poll_url(alice.page)).text


def test_polling_brings_a_case_that_came_to_another_stage(web: WebDesk) -> None:
    alice = web.visitor()
    url = poll_url(alice.page)
    web.received()
    assert '>New <span class="count">1</span>' in alice.client.get(url).text


def test_polling_brings_a_draft_that_somebody_rewrote(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    url = poll_url(alice.page)
    web.workbench.edit(case_id, web.case(case_id).seen, "Please rinse the rain gauge.", BOB)
    assert "Please rinse the rain gauge." in alice.client.get(url).text
