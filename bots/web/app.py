"""The desk in the browser: the same queue, cases and buttons as in Slack, for who has only a browser."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from assist.customers.care import CustomerCare
from assist.surge.room import IncidentRoom
from assist.workbench import Workbench
from bots.web.approved import ApprovedPage
from bots.web.ask import AskPage
from bots.web.case import CasePage, Weigh
from bots.web.customer import Caring, HandlesPage
from bots.web.decide import Decisions
from bots.web.faults import Faults
from bots.web.gate import UPLOADS, Gate, SafeHeaders
from bots.web.incidents import IncidentPages
from bots.web.knowledge import Add, KnowledgePage, Overview
from bots.web.login import Doorman
from bots.web.pages import STATIC, Pages, htmx
from bots.web.proof import Library
from bots.web.queue import QueuePage
from bots.web.signin import SignIn
from desk.cases import Person
from desk.errors import DeskError
from desk.ports import Clock
from desk.service_level import USUAL, ServiceLevel

# A page of another name that resolves to this machine (DNS rebinding) gets nothing.
OUR_HOSTS = ("127.0.0.1", "localhost")
MOST_BYTES_OF_A_FORM = 262_144  # 10,000 characters of a direct message, each sent as up to 12 bytes


def web_app(
    workbench: Workbench,
    people: Sequence[Person],
    doorman: Doorman,
    clock: Clock,
    *,
    library: Library,
    weigh: Weigh,
    overview: Overview,
    add: Add,
    care: CustomerCare,
    incidents: IncidentRoom,
    level: ServiceLevel = USUAL,
) -> Starlette:
    """The application, to be served on 127.0.0.1 only. `weigh` checks a typed text and stores nothing."""
    pages = Pages(clock, level)
    faults = Faults(pages)
    return Starlette(
        routes=[
            *_case_routes(CasePage(workbench, library, weigh, pages, care, incidents)),
            *IncidentPages(incidents, pages).routes,
            *_knowledge_routes(KnowledgePage(overview, add, pages)),
            *_sign_in_routes(SignIn(doorman, people, pages)),
            Route("/static/htmx.js", htmx),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=OUR_HOSTS, www_redirect=False),
            Middleware(Gate, doorman=doorman, pages=pages),
        ],
        exception_handlers={
            DeskError: faults.refused,
            HTTPException: faults.wrong,
            Exception: faults.broken,
        },
        max_body_size=MOST_BYTES_OF_A_FORM,
    )


def _case_routes(case_page: CasePage) -> list[BaseRoute]:
    workbench, library, pages = case_page.workbench, case_page.library, case_page.pages
    approved, ask = ApprovedPage(workbench, library, pages), AskPage(workbench, library, pages)
    handles, care = HandlesPage(case_page), Caring(case_page)
    return [
        Route("/", QueuePage(workbench, pages).show),
        Route("/cases/{id}", case_page.show),
        Route("/cases/{id}/news", case_page.news),
        Route("/cases/{id}/underway", case_page.underway),
        Route("/cases/{id}/weigh", case_page.weigh, methods=["POST"]),
        Route("/cases/{id}/handles", handles.show),
        Route("/cases/{id}/customer/{action}", care.take, methods=["POST"]),
        Route("/cases/{id}/{action}", Decisions(workbench, case_page).take, methods=["POST"]),
        Route("/approved", approved.show),
        Route("/approved", approved.looked_at, methods=["POST"]),
        Route("/ask", ask.show),
        Route("/ask", ask.answer, methods=["POST"]),
    ]


def _knowledge_routes(page: KnowledgePage) -> list[BaseRoute]:
    return [Route(UPLOADS, page.show), Route(UPLOADS, page.take, methods=["POST"])]


def _sign_in_routes(sign_in: SignIn) -> list[BaseRoute]:
    return [
        Route("/login", sign_in.arrive),
        Route("/login", sign_in.enter, methods=["POST"]),
        Route("/logout", sign_in.leave, methods=["POST"]),
        Route("/link", sign_in.invite, methods=["POST"]),
    ]
