"""Makes pages out of the templates; whatever a customer wrote is text in them, never markup."""

import json
from functools import partial
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assist.reply import telling
from assist.reply.channels import rules_for
from assist.workbench import WAITING_FOR_A_PERSON
from bots.web import words
from bots.web.proof import pieces
from desk.cases import Case, Priority, Sentiment, Stage
from desk.drafts import To
from desk.metrics import OPEN
from desk.ports import Clock
from desk.service_level import USUAL, ServiceLevel

HERE = Path(__file__).parent
STATIC = HERE / "static"
LOUD = frozenset({Priority.URGENT, Priority.HIGH})

# A refusal comes with a page that says why, so it is shown too. What customers wrote stays out of the
# browser's storage, and nothing is evaluated: https://htmx.org/docs/#config, read 2026-11-21.
HTMX_CONFIG = json.dumps(
    {
        "responseHandling": [{"code": "204", "swap": False}, {"code": "...", "swap": True}],
        "historyCacheSize": 0,
        "allowEval": False,
        "allowScriptTags": False,
        "includeIndicatorStyles": False,
        "selfRequestsOnly": True,
    }
)


class Pages:
    """The templates, ready to be filled."""

    def __init__(self, clock: Clock, level: ServiceLevel = USUAL) -> None:
        self._clock = clock
        self._level = level
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined
        )
        by_level = {
            "time_left": partial(words.time_left, level=level),
            "urgency": partial(words.urgency, level=level),
        }
        self._templates.filters |= {**words.FILTERS, **by_level, "pieces": pieces}
        self._templates.globals |= {
            "htmx_config": HTMX_CONFIG,
            "limit_of": _limit_of,
            "loud_priorities": LOUD,
            "open_stages": OPEN,
            "waiting_stages": WAITING_FOR_A_PERSON,
            "Sentiment": Sentiment,
            "Stage": Stage,
            "To": To,
            "BESIDE": telling.BESIDE,
            "UNCHECKED": telling.UNCHECKED,
            "UNDERWAY": telling.UNDERWAY,
            "INSIDE": telling.INSIDE,
            "SEVERAL": telling.SEVERAL,
        }

    def time_left(self, case: Case) -> str:
        """What a page that is made now says of it."""
        return words.time_left(case, self._clock(), self._level)

    def show(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        refusal: str | None = None,
        **shown: object,
    ) -> HTMLResponse:
        """The page of a template; `refusal` says on top of it what was not done and why."""
        page = self._templates.get_template(template).render(
            shown,
            here=request.url.path,
            now=self._clock(),
            refusal=refusal,
            session=getattr(request.state, "session", None),
        )
        return HTMLResponse(page.encode("utf-8", "replace"), status)  # half a surrogate pair has no UTF-8

    def message(self, request: Request, status: int, text: str, link: str | None = None) -> HTMLResponse:
        """A page with one message on it."""
        response = self.show(request, "message.html", status=status, text=text, link=link)
        if request.headers.get("HX-Target", "main") != "main":
            response.headers["HX-Reswap"] = "none"  # only a part of the page waits for the answer
        return response


def _limit_of(case: Case | None, to: To) -> int:
    """How long a reply may be on the case's channel."""
    return rules_for(case.message if case else None).limit(to)


def htmx(request: Request) -> Response:  # noqa: ARG001 - what Starlette calls
    """htmx itself, out of the package that carries it; nothing of Django is imported."""
    script = files("django_htmx") / "static/django_htmx/htmx-2.min.js"
    return Response(script.read_bytes(), media_type="text/javascript")
