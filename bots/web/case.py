"""A case: what the customer wrote, the draft with its proof, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from assist.customers.care import CustomerCare
from assist.surge.room import IncidentRoom
from assist.workbench import Workbench
from bots.web.forms import field
from bots.web.gate import session_of
from bots.web.pages import Pages
from bots.web.proof import Library, sources
from desk.cases import Case, CaseId, Person
from desk.drafts import Draft
from desk.errors import UnknownCase

Weigh = Callable[[Case, str, Person], Draft]  # the draft that a text would make, checked; nothing is stored


@dataclass(frozen=True)
class Typed:
    """What a person wrote into the forms of the page; `text` is None when they did not open the editor."""

    text: str | None = None
    why: str = ""
    reason: str = ""  # of a rejection


NOTHING_TYPED = Typed()


@dataclass(frozen=True)
class CasePage:
    """The page on which a person decides."""

    workbench: Workbench
    library: Library
    weigh_text: Weigh
    pages: Pages
    care: CustomerCare
    incidents: IncidentRoom

    def show(self, request: Request) -> Response:
        """GET /cases/{id}."""
        return self.page(request)

    def page(
        self, request: Request, *, status: int = 200, refusal: str | None = None, typed: Typed = NOTHING_TYPED
    ) -> Response:
        """The case as it stands now; what the person `typed` must not get lost."""
        case = self.workbench.case(id_of(request))
        return self.pages.show(
            request,
            "case.html",
            status=status,
            refusal=refusal,
            case=case,
            customer=self.workbench.customer(case),
            about=self.care.about(case),
            earlier=self.workbench.earlier(case),
            incident=self.incidents.of_cases([case.id]).get(case.id),
            question=self.care.question(case),
            history=self.workbench.history(case.id),
            following=self.workbench.following(case.id),
            sources=sources(case.draft, self.library),
            guidance=self.workbench.guidance(case.guidance),
            why_two=self.workbench.why_two(case),
            typed=typed.text,
            why=typed.why,
            reason=typed.reason,
        )

    def news(self, request: Request) -> Response:
        """GET /cases/{id}/news?revision=…: a line when somebody changed the case since, nothing otherwise."""
        case = self.workbench.case(id_of(request))
        if request.query_params.get("revision") == str(case.revision):
            return Response(status_code=204)
        last = self.workbench.history(case.id)[-1]
        return self.pages.show(request, "news.html", case=case, last=last)

    def underway(self, request: Request) -> Response:
        """GET /cases/{id}/underway: what a drafter has written by now; empty when none is at it."""
        case = self.workbench.case(id_of(request))
        return self.pages.show(request, "underway.html", text=self.workbench.being_drafted(case))

    def weigh(self, request: Request) -> Response:
        """POST /cases/{id}/weigh: length and checks of a text while it is typed."""
        case = self.workbench.case(id_of(request))
        draft = self.weigh_text(case, field(request, "text"), session_of(request).person)
        return self.pages.show(request, "weight.html", draft=draft)


def id_of(request: Request) -> CaseId:
    """The case that the address names. Raises UnknownCase when it names none."""
    name = request.path_params["id"]
    number = whole_number(name)
    if number is None:
        raise UnknownCase(f"there is no case {name[:20]!r}; look for it in the queue")
    return CaseId(number)


def whole_number(text: str) -> int | None:
    """The number that a few digits are; None for anything else, which every database would choke on."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
