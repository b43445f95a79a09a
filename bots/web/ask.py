"""A box in which the team asks for a sourced draft; nothing is stored, nothing is sent."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from assist.workbench import Workbench
from bots.web.forms import field
from bots.web.gate import session_of
from bots.web.pages import Pages
from bots.web.proof import Library, sources


@dataclass(frozen=True)
class AskPage:
    """A question and what the assistant makes of it."""

    workbench: Workbench
    library: Library
    pages: Pages

    def show(self, request: Request) -> Response:
        """GET /ask: the empty box."""
        return self.pages.show(request, "ask.html", question="", answer=None)

    def answer(self, request: Request) -> Response:
        """POST /ask."""
        question = field(request, "question")
        answer = self.workbench.ask(question, session_of(request).person)
        shown = sources(answer.draft, self.library)
        return self.pages.show(
            request,
            "ask.html",
            question=question,
            answer=answer,
            sources=shown,
            guidance=self.workbench.guidance(answer.guidance),
        )
