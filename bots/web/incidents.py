"""Incidents: what many customers have in common, and the list of texts to all of them, shown and approved whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from assist.surge.room import IncidentRoom, Listed
from bots.web.case import whole_number
from bots.web.faults import status_of
from bots.web.forms import field, form_of
from bots.web.gate import session_of
from bots.web.pages import Pages
from desk.cases import CaseId, Person
from desk.drafts import To
from desk.errors import DeskError, UnknownCase
from desk.incidents import Incident, IncidentId, Standing
from desk.waves import Outcome, Purpose, Wave, WaveId

MOST_CASES = 50  # of an incident; its list shows them all
STANDINGS = {
    Standing.SUSPECTED: "suspected",
    Standing.CONFIRMED: "confirmed",
    Standing.DISMISSED: "no incident",
    Standing.OVER: "over",
}
PURPOSES = {Purpose.HOLDING: "Holding texts", Purpose.FOLLOW_UP: "Follow-up"}
OUTCOMES = {
    Outcome.WAITING: "not yet",
    Outcome.APPROVED: "approved",
    Outcome.SECOND_NEEDED: "a second person is needed",
    Outcome.LEFT_OUT: "left out",
}

OnIncident = Callable[[IncidentRoom, Request, IncidentId, Person], str]  # where to go then
OnList = Callable[[IncidentRoom, Request, WaveId, Person], str | None]  # the part of the list to go to


@dataclass(frozen=True)
class IncidentPages:
    """The pages of whoever leads in a bad hour."""

    room: IncidentRoom
    pages: Pages

    @property
    def routes(self) -> list[BaseRoute]:
        """All of them."""
        return [
            Route("/incidents", self.index),
            Route("/incidents/{id}", self.show),
            Route("/incidents/{id}/lists/{list}", self.show_list),
            Route("/incidents/{id}/lists/{list}/{action}", self.act_on_list, methods=["POST"]),
            Route("/incidents/{id}/{action}", self.act, methods=["POST"]),
        ]

    def index(self, request: Request) -> Response:
        """GET /incidents: the newest first."""
        return self.pages.show(request, "incidents.html", incidents=self.room.newest(), standings=STANDINGS)

    def show(self, request: Request) -> Response:
        """GET /incidents/{id}."""
        return self._page(request)

    def act(self, request: Request) -> Response:
        """POST /incidents/{id}/{action}: a refusal stands above the incident as it is now."""
        action = ON_INCIDENTS.get(request.path_params["action"])
        if action is None:
            raise HTTPException(404, "There is no such button.")
        try:
            there = action(self.room, request, _incident_id(request), session_of(request).person)
        except UnknownCase:
            raise
        except DeskError as error:
            return self._page(request, status_of(error), str(error))
        return RedirectResponse(there, 303)

    def show_list(self, request: Request) -> Response:
        """GET /incidents/{id}/lists/{list}."""
        return self._list(request)

    def act_on_list(self, request: Request) -> Response:
        """POST /incidents/{id}/lists/{list}/{action}: a refusal stands above the list as it is now."""
        action = ON_LISTS.get(request.path_params["action"])
        if action is None:
            raise HTTPException(404, "There is no such button.")
        try:
            part = action(self.room, request, _list_id(request), session_of(request).person)
        except UnknownCase:
            raise
        except DeskError as error:
            return self._list(request, status_of(error), str(error))
        here = f"/incidents/{_incident_id(request)}/lists/{_list_id(request)}"
        return RedirectResponse(here + (f"#{part}" if part else ""), 303)

    def _page(self, request: Request, status: int = 200, refusal: str | None = None) -> Response:
        incident = self.room.incident(_incident_id(request))
        shown = [*incident.perhaps[:MOST_CASES], *incident.belonging[-MOST_CASES:]]
        return self.pages.show(
            request,
            "incident.html",
            status=status,
            refusal=refusal,
            incident=incident,
            cases=self.room.cases([member.case_id for member in shown]),
            most=MOST_CASES,
            lists=self.room.lists(incident.id),
            history=self.room.history(incident.id),
            posts={purpose: self.room.status_post(purpose) for purpose in Purpose},
            leads=session_of(request).person.may_review,
            **_WORDS,
        )

    def _list(self, request: Request, status: int = 200, refusal: str | None = None) -> Response:
        listed = self.room.shown(_list_id(request))
        return self.pages.show(
            request,
            "list.html",
            status=status,
            refusal=refusal,
            wave=listed.wave,
            cases=listed.cases,
            joined_since=listed.joined_since,
            counts=_counts(listed.wave),
            sent=_sent(listed),
            leads=session_of(request).person.may_review,
            outcomes=OUTCOMES,
            **_WORDS,
        )


_WORDS: Mapping[str, object] = {
    "standings": STANDINGS,
    "purposes": PURPOSES,
    "Standing": Standing,
    "Purpose": Purpose,
    "Outcome": Outcome,
}


def _counts(wave: Wave) -> dict[str, int]:
    """How many texts go where, and how many do not."""
    going = wave.going_out
    return {
        "public": sum(line.to is To.PUBLIC for line in going),
        "dm": sum(line.to is To.DM for line in going),
        "out": len(wave.lines) - len(going),
        "left_out": sum(line.outcome is Outcome.LEFT_OUT for line in going),
    }


def _sent(listed: Listed) -> frozenset[CaseId]:
    """The cases whose text of the list went out: that it was approved says only that it may."""
    said = {case.id: {one.text for one in case.said} for case in listed.cases.values()}
    return frozenset(
        line.case_id for line in listed.wave.going_out if line.text in said.get(line.case_id, ())
    )


def _incident_id(request: Request) -> IncidentId:
    return IncidentId(_number(request.path_params["id"], "incident"))


def _list_id(request: Request) -> WaveId:
    return WaveId(_number(request.path_params["list"], "list"))


def _number(name: str, what: str) -> int:
    number = whole_number(name)
    if number is None:
        raise UnknownCase(f"there is no {what} {name[:20]!r}; look for it under Incidents")
    return number


def _case_id(request: Request) -> CaseId:
    number = whole_number(field(request, "case"))
    if number is None:
        raise HTTPException(400, "The form does not say which case it is about; load the page again.")
    return CaseId(number)


def _here(incident: Incident) -> str:
    return f"/incidents/{incident.id}"


def _made(wave: Wave) -> str:
    return f"/incidents/{wave.incident_id}/lists/{wave.id}"


def _make(purpose: Purpose) -> OnIncident:
    return lambda room, request, about, by: _made(
        room.make(about, purpose, by, form_of(request).get("sentence", ""))
    )


def _leave_out(room: IncidentRoom, request: Request, id: WaveId, by: Person) -> str:
    room.leave_out(id, _case_id(request), by)
    return f"case-{_case_id(request)}"


def _edit(room: IncidentRoom, request: Request, id: WaveId, by: Person) -> str:
    room.edit(id, _case_id(request), field(request, "text"), by)
    return f"case-{_case_id(request)}"


def _take_in(room: IncidentRoom, request: Request, id: WaveId, by: Person) -> None:  # noqa: ARG001 - as all
    room.take_in(id, by)


def _approve(room: IncidentRoom, request: Request, id: WaveId, by: Person) -> None:
    revision = whole_number(field(request, "revision"))
    if revision is None:
        raise HTTPException(400, "The form does not say which list it is about; load the page again.")
    room.approve(id, field(request, "sha256"), revision, by)


ON_INCIDENTS: Mapping[str, OnIncident] = {
    "confirm": lambda room, _, about, by: _here(room.confirm(about, by)),
    "dismiss": lambda room, _, about, by: _here(room.dismiss(about, by)),
    "end": lambda room, _, about, by: _here(room.end(about, by)),
    "include": lambda room, request, about, by: _here(room.include(about, _case_id(request), by)),
    "exclude": lambda room, request, about, by: _here(room.exclude(about, _case_id(request), by)),
    "holding": _make(Purpose.HOLDING),
    "follow_up": _make(Purpose.FOLLOW_UP),
}
ON_LISTS: Mapping[str, OnList] = {
    "leave_out": _leave_out,
    "edit": _edit,
    "take_in": _take_in,
    "approve": _approve,
}
