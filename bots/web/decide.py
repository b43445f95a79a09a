"""What a person does with a case: each button of its page is one line of ACTIONS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assist.workbench import Workbench
from bots.web.case import CasePage, Typed, id_of, whole_number
from bots.web.faults import status_of
from bots.web.forms import field, form_of
from bots.web.gate import session_of
from desk.cases import Case, CaseId, Person, Seen
from desk.drafts import To
from desk.errors import DeskError

Choice = TypeVar("Choice")
Action = Callable[[Workbench, Request, CaseId, Person], Case]


@dataclass(frozen=True)
class Decisions:
    """The buttons of a case's page."""

    workbench: Workbench
    case_page: CasePage

    def take(self, request: Request) -> Response:
        """POST /cases/{id}/{action}: leads back to the case; a refusal stands above the case as it is now."""
        action = ACTIONS.get(request.path_params["action"])
        if action is None:
            raise HTTPException(404, "There is no such button.")
        try:
            case = action(self.workbench, request, id_of(request), session_of(request).person)
        except DeskError as error:
            form = form_of(request)
            typed = Typed(form.get("text"), form.get("why", ""), form.get("reason", ""))
            return self.case_page.page(request, status=status_of(error), refusal=str(error), typed=typed)
        return RedirectResponse(f"/cases/{case.id}", 303)


def _approve(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:
    return workbench.approve(id, _seen(request), by)


def _edit(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:
    why = form_of(request).get("why", "")
    return workbench.edit(id, _seen(request), field(request, "text"), by, why)


def _readdress(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:
    link = "link" in form_of(request)
    return workbench.readdress(id, _seen(request), _choice(request, "to", PLACES), by, link=link)


def _reject(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:
    return workbench.reject(id, _seen(request), field(request, "reason").strip(), by)


def _take_back(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:  # noqa: ARG001 - as all
    return workbench.take_back(id, by)


def _settle(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:
    attempt = whole_number(form_of(request).get("attempt", ""))
    return workbench.settle(id, _choice(request, "was_sent", ANSWERS), by, attempt)


def _claim(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:
    return workbench.claim(id, by, over="over" in form_of(request))


def _release(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:  # noqa: ARG001 - as all
    return workbench.release(id, by)


def _snooze(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:
    return workbench.snooze_for(id, _choice(request, "rest", RESTS), by)


def _wake(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:  # noqa: ARG001 - as all
    return workbench.wake(id, by)


def _set_aside(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:
    return workbench.set_aside(id, field(request, "reason").strip(), by)


def _ask_expert(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:
    return workbench.ask_expert(id, field(request, "reason").strip(), by)


def _resolve(workbench: Workbench, request: Request, id: CaseId, by: Person) -> Case:  # noqa: ARG001 - as all
    return workbench.resolve(id, by)


ACTIONS: Mapping[str, Action] = {
    "claim": _claim,
    "release": _release,
    "snooze": _snooze,
    "wake": _wake,
    "set_aside": _set_aside,
    "ask_expert": _ask_expert,
    "resolve": _resolve,
    "approve": _approve,
    "edit": _edit,
    "readdress": _readdress,
    "reject": _reject,
    "take_back": _take_back,
    "settle": _settle,
}
PLACES = {to.value: to for to in To}
RESTS = {"1h": timedelta(hours=1), "4h": timedelta(hours=4), "1d": timedelta(days=1)}
ANSWERS = {"yes": True, "no": False}


def _seen(request: Request) -> Seen:
    """What the person saw when they pressed the button."""
    version = whole_number(field(request, "draft_version"))
    if version is None:
        raise HTTPException(400, "The form does not say which draft it is about; load the page again.")
    return Seen(version, field(request, "message"))


def _choice(request: Request, name: str, choices: Mapping[str, Choice]) -> Choice:
    value = field(request, name)
    if value not in choices:
        raise HTTPException(400, f"{name!r} is one of {', '.join(choices)}, not {value!r}.")
    return choices[value]
