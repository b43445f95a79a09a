"""Clicks on everything but the decisions: claims, the menu, sources, thanks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bots.simulator.channel import Fault
from bots.slack.kit.targets import target_of
from bots.slack.listeners.actions import DEEDS, WINDOWS, choose, clicks_of, jump, source
from desk.cases import Case, CaseId, Person, Stage
from desk.errors import StepNotPossible
from desk.posting import send_waiting
from tests.bots.slack.reading import words
from tests.bots.slack.shop import Shop, a_shop, chosen, click
from tests.builders import ALICE, BOB, NOON, SAM, a_citation, a_draft


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    cited = [replace(a_citation(), marker=number) for number in (1, 2)]
    with a_shop(tmp_path, a_draft(citations=cited)) as shop:
        yield shop


def test_a_claim_is_one_persons_and_the_next_one_may_take_over(shop: Shop) -> None:
    shop.front.act(click("claim", ALICE.slack_id), DEEDS["claim"])
    assert shop.now().assignee == "alice"
    assert shop.shown == [shop.case.id]
    shop.front.act(click("take_over", BOB.slack_id), DEEDS["take_over"])
    assert shop.now().assignee == "bob"
    assert shop.told() == []


@pytest.mark.parametrize("action", ["approve", "to_dm"])
def test_a_click_on_a_colleagues_case_offers_to_take_it_over_and_does_nothing(
    shop: Shop, action: str
) -> None:
    shop.front.workbench.claim(shop.case.id, ALICE)
    shop.front.act(click(action, BOB.slack_id), DEEDS[action])
    assert "alice claimed this case" in words(shop.slack.windows[-1]["blocks"])
    assert shop.now().draft == shop.case.draft
    assert shop.x.sent() == []


def test_a_colleagues_case_opens_no_window_but_the_one_to_take_it_over(shop: Shop) -> None:
    shop.front.workbench.claim(shop.case.id, ALICE)
    shop.front.open(click("edit", BOB.slack_id), WINDOWS["edit"])
    shop.front.open(click("edit", ALICE.slack_id), WINDOWS["edit"])
    assert [view["callback_id"] for view in shop.slack.windows] == ["save_take_over", "save_edit"]


def test_an_expert_opens_no_window_to_decide_but_reads_history_and_sources(shop: Shop) -> None:
    for action in ("edit", "reject"):
        shop.front.open(click(action, SAM.slack_id), WINDOWS[action])
    assert shop.slack.windows == []
    assert len(shop.told()) == 2
    assert "may not do that" in shop.told()[0]
    shop.front.open(chosen("history", SAM.slack_id), WINDOWS["history"])
    shop.front.open(click("source_1", SAM.slack_id), source)
    assert [view["callback_id"] for view in shop.slack.windows] == ["customer_history", "sources"]


@pytest.mark.parametrize("action", ["snooze", "ask_expert", "set_aside", "history"])
def test_every_line_of_the_menu_opens_its_window(shop: Shop, action: str) -> None:
    choose(clicks_of(shop.front), chosen(action, ALICE.slack_id))
    assert len(shop.slack.windows) == 1
    assert shop.told() == []


def test_a_line_of_the_menu_that_the_case_does_not_offer_by_now_is_refused_and_the_card_renewed(
    shop: Shop,
) -> None:
    shop.front.workbench.approve(shop.case.id, shop.case.seen, ALICE)
    choose(clicks_of(shop.front), chosen("snooze", ALICE.slack_id))
    assert shop.slack.windows == []
    assert shop.told() == ["case 1 is answered by now; look at its card again"]
    assert shop.shown == [shop.case.id]


@pytest.mark.parametrize("value", ["explode:1", "snooze", "snooze:x", "snooze:²"])
def test_a_line_of_another_versions_menu_is_refused(shop: Shop, value: str) -> None:
    body = chosen("snooze", ALICE.slack_id)
    body["actions"][0]["selected_option"]["value"] = value
    with pytest.raises(StepNotPossible, match="another version"):
        choose(clicks_of(shop.front), body)


def test_the_morning_of_a_snooze_is_where_the_person_is_and_utc_when_slack_does_not_say(shop: Shop) -> None:
    choose(clicks_of(shop.front), chosen("snooze", ALICE.slack_id))
    shop.slack.zone = "Nowhere/Never"
    choose(clicks_of(shop.front), chosen("snooze", ALICE.slack_id))
    said = [words(view["blocks"]) for view in shop.slack.windows]
    assert "Until tomorrow, 09:00 (Europe/Berlin)" in said[0]
    assert "Until tomorrow, 09:00 (UTC)" in said[1]


def test_a_snoozed_case_is_woken_and_a_sent_one_resolved(shop: Shop) -> None:
    bench, case_id = shop.front.workbench, shop.case.id
    bench.snooze(case_id, NOON + timedelta(hours=1), ALICE)
    shop.front.act(click("wake", ALICE.slack_id), DEEDS["wake"])
    assert shop.now().snoozed_until is None
    bench.approve(case_id, shop.case.seen, ALICE)
    shop.front.act(click("resolve", ALICE.slack_id), DEEDS["resolve"])
    assert shop.stage() is Stage.RESOLVED


def test_a_card_of_an_earlier_attempt_has_nothing_sent_once_more(shop: Shop) -> None:
    shop.x.fail_next(Fault.REQUEST_LOST, Fault.ANSWER_LOST)
    first = shop.front.workbench.approve(shop.case.id, shop.case.seen, ALICE)
    stale = click("was_not_sent", BOB.slack_id, value=target_of(first).encoded())
    shop.front.workbench.settle(shop.case.id, False, ALICE)
    send_waiting(shop.ledger, {shop.x.name: shop.x}, lambda: NOON)
    shop.front.act(stale, DEEDS["was_not_sent"])
    assert shop.told() == ["the reply of case 1 was tried once more since; look at the channel again"]
    now = click("was_not_sent", BOB.slack_id, value=target_of(shop.now()).encoded())
    shop.front.act(now, DEEDS["was_not_sent"])
    assert shop.stage() is Stage.APPROVED


def test_a_source_opens_with_its_quote_and_leads_to_the_next(shop: Shop) -> None:
    shop.front.open(click("source_1", ALICE.slack_id), source)
    first = shop.slack.windows[-1]
    assert "» \nE17 means that the rain gauge is blocked.\n «" in words(first["blocks"])
    jump(shop.front, another(first, "2", ALICE))
    assert shop.slack.windows[-1]["title"]["text"] == "Source 2 of 2"


def test_a_window_that_slack_does_not_renew_is_explained(shop: Shop) -> None:
    shop.front.open(click("source_1", ALICE.slack_id), source)
    shop.slack.failures.append("not_found")
    jump(shop.front, another(shop.slack.windows[-1], "2", ALICE))
    assert shop.told() == ["Slack did not renew the window; choose again"]


@pytest.mark.parametrize("number", ["0", "3", "x", "-1", "²"])
def test_a_source_that_the_draft_has_not_is_refused(shop: Shop, number: str) -> None:
    shop.front.open(click("source_1", ALICE.slack_id), source)
    jump(shop.front, another(shop.slack.windows[-1], number, ALICE))
    assert "has no source" in shop.told()[0]


def test_a_source_of_a_draft_that_was_replaced_meanwhile_is_not_shown_for_the_new_one(shop: Shop) -> None:
    shop.front.open(click("source_1", ALICE.slack_id), source)
    shop.front.workbench.edit(shop.case.id, shop.case.seen, "Rinse it.", BOB)
    jump(shop.front, another(shop.slack.windows[-1], "2", ALICE))
    assert "out of date" in shop.told()[0]
    assert len(shop.slack.windows) == 1


def test_a_stranger_is_led_to_no_source(shop: Shop) -> None:
    shop.front.open(click("source_1", ALICE.slack_id), source)
    jump(shop.front, another(shop.slack.windows[-1], "2", replace(ALICE, slack_id="U0STRANGER")))
    assert "not known at this desk" in shop.told()[0]


class Grateful:
    """Thanks Sam once."""

    def __init__(self) -> None:
        self.thanked: list[tuple[CaseId, str]] = []

    def owed(self, case: Case) -> tuple[str, ...]:
        return () if self.thanked else ("sam",)

    def thank(self, id: CaseId, by: Person) -> tuple[str, ...]:
        if self.thanked:
            raise StepNotPossible("everybody was thanked already")
        self.thanked.append((id, by.name))
        return ("sam",)


def test_an_expert_is_thanked_once_and_who_clicked_is_told_whom(shop: Shop) -> None:
    grateful = Grateful()
    front = replace(shop.front, gratitude=grateful)
    front.workbench.approve(shop.case.id, shop.case.seen, ALICE)
    for _ in range(2):
        choose(clicks_of(front), chosen("thank", ALICE.slack_id))
    assert grateful.thanked == [(shop.case.id, "alice")]
    assert shop.told() == ["You thanked sam.", "everybody was thanked already"]


def test_a_desk_that_keeps_no_thanks_has_no_button_for_them(shop: Shop) -> None:
    assert "thank" not in clicks_of(shop.front)


def another(view: dict[str, object], number: str, by: Person) -> dict[str, object]:
    """The menu of a source's window."""
    option = {"selected_option": {"value": number}}
    return {"user": {"id": by.slack_id}, "view": {**view, "id": "V1"}, "actions": [option]}
