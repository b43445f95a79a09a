"""Keeps one card for each case in Slack. The cards are views: the ledger says which of them are behind."""

from typing import Protocol

from assist.workbench import Workbench
from bots.slack.delivery.places import standing_in
from bots.slack.delivery.waiting import Wish
from bots.slack.delivery.writer import CardWriter
from desk.cases import CaseId, Stage
from desk.steps import SETTLED
from desk.views import Behind, Views

FRONT = "slack"
_OPEN = frozenset(Stage) - SETTLED


class Wishes(Protocol):
    """Where it is said that a card is to be written; the outlet."""

    def want(self, wish: Wish) -> None:
        """As soon as Slack's pace allows."""

    def __contains__(self, case_id: CaseId) -> bool:
        """Whether the card of this case waits to be written."""


class Board:
    """Says which cards are to be written. May be used by several threads."""

    def __init__(self, wishes: Wishes, writer: CardWriter, workbench: Workbench, views: Views) -> None:
        self._wishes = wishes
        self._writer = writer
        self._workbench = workbench
        self._views = views

    def refresh(self) -> int:
        """Has every card written that is behind its case; returns how many are."""
        behind = self._views.behind()
        for one in behind:
            if one.case_id not in self._wishes:
                self._want(one)
        return len(behind)

    def bring_over(self, channel: str) -> None:
        """Has the cards of all open cases in this channel written again, for it is gone."""
        for one in self._views.within(standing_in(channel), _OPEN):
            self._want(one, anew=True)

    def show(self, case_id: CaseId, *, anew: bool = False) -> None:
        """Has the card of one case written, if it is behind. Raises UnknownCase.

        With `anew`, even if the case is as the card has it: what is being drafted is no part of a case.
        """
        case, view = self._workbench.case(case_id), self._views.of(case_id)
        self._want(Behind(case_id, case.due_at, view.place if view else None), anew=anew)

    def _want(self, one: Behind, *, anew: bool = False) -> None:
        lane = self._writer.lane_at(one.case_id, one.place)
        self._wishes.want(Wish(one.case_id, one.due_at, lane, anew))
