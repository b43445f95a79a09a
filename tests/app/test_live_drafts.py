"""Unfinished drafts on the cards: each step once, and a front that fails stops nothing."""

import pytest

from app.live_drafts import LiveDrafts
from assist.underway import Underway
from desk.cases import CaseId

ONE, TWO = CaseId(1), CaseId(2)


def test_a_card_is_renewed_when_its_text_grew_and_once_more_when_it_is_gone() -> None:
    underway, shown = Underway(), list[CaseId]()
    live = LiveDrafts(underway.texts, shown.append)
    live.look()
    with underway.drafting(ONE) as told:
        for text in ("E17", "E17", "E17 means"):
            told(text)
            live.look()
        assert shown == [ONE, ONE]
    live.look()
    live.look()
    assert shown == [ONE, ONE, ONE]


def test_a_front_that_fails_stops_neither_the_drafter_nor_the_other_cards(
    caplog: pytest.LogCaptureFixture,
) -> None:
    underway, shown = Underway(), list[CaseId]()

    def show(id: CaseId) -> None:
        if id == ONE:
            raise OSError("no connection")
        shown.append(id)

    live = LiveDrafts(underway.texts, show)
    with underway.drafting(ONE) as told, underway.drafting(TWO) as told_too:
        told("E17")
        told_too("E18")
        live.look()
    assert shown == [TWO]
    assert "showing the unfinished draft of case 1 failed" in caplog.text
