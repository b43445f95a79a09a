"""A case's customer: their handles over channels, their wish not to be written to, and how it was for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assist.customers.care import CustomerCare
from bots.web.case import CasePage, id_of, whole_number
from bots.web.faults import status_of
from bots.web.forms import field
from bots.web.gate import session_of
from desk.cases import CaseId, Person
from desk.errors import DeskError
from desk.handles import Pick

Action = Callable[[CustomerCare, Request, CaseId, Person], str]  # returns where it leads
LONGEST_HANDLE = 200  # characters that are looked for


@dataclass(frozen=True)
class HandlesPage:
    """Where a person says which other handles are the same customer's."""

    case_page: CasePage

    def show(self, request: Request) -> Response:
        """GET /cases/{id}/handles?handle=…: handles spelt the same, and whoever goes by the one looked for."""
        page = self.case_page
        case, care = page.workbench.case(id_of(request)), page.care
        wanted = request.query_params.get("handle", "")[:LONGEST_HANDLE]
        return page.pages.show(
            request,
            "handles.html",
            case=case,
            about=care.about(case),
            alike=care.alike(case),
            wanted=wanted,
            called=care.called(case, wanted),
            links=care.links(case),
        )


@dataclass(frozen=True)
class Caring:
    """The buttons about a case's customer: each is one line of ACTIONS."""

    case_page: CasePage

    def take(self, request: Request) -> Response:
        """POST /cases/{id}/customer/{action}; a refusal stands above the case as it is now."""
        action = ACTIONS.get(request.path_params["action"])
        if action is None:
            raise HTTPException(404, "There is no such button.")
        try:
            leads_to = action(self.case_page.care, request, id_of(request), session_of(request).person)
        except DeskError as error:
            return self.case_page.page(request, status=status_of(error), refusal=str(error))
        return RedirectResponse(leads_to, 303)


def _link(care: CustomerCare, request: Request, id: CaseId, by: Person) -> str:
    care.link(id, _number(request, "number"), _pick(request), by)
    return f"/cases/{id}/handles"


def _unlink(care: CustomerCare, request: Request, id: CaseId, by: Person) -> str:
    care.unlink(_pick(request), by)
    return f"/cases/{id}/handles"


def _lift(care: CustomerCare, request: Request, id: CaseId, by: Person) -> str:
    care.lift(id, _number(request, "number"), field(request, "reason"), by)
    return f"/cases/{id}"


def _ask(care: CustomerCare, request: Request, id: CaseId, by: Person) -> str:
    care.resolve_and_ask(id, field(request, "question"), by)
    return f"/cases/{id}"


ACTIONS: Mapping[str, Action] = {"link": _link, "unlink": _unlink, "lift": _lift, "ask": _ask}


def _pick(request: Request) -> Pick:
    """The handle that the pressed button is beside."""
    return Pick(field(request, "channel"), field(request, "author"), _number(request, "theirs"))


def _number(request: Request, name: str) -> int:
    number = whole_number(field(request, name))
    if number is None:
        raise HTTPException(400, f"The form has no number {name!r}; load the page again.")
    return number
