"""Approved replies with their sources and who approved them."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from assist.workbench import Workbench
from bots.web.pages import Pages
from bots.web.proof import Library, sources
from desk.cases import Stage

ON_THEIR_WAY = frozenset({Stage.APPROVED, Stage.SENDING, Stage.UNCERTAIN})
MOST_REPLIES = 100


@dataclass(frozen=True)
class ApprovedPage:
    """What the desk answered."""

    workbench: Workbench
    library: Library
    pages: Pages

    def show(self, request: Request) -> Response:
        """GET /approved: what is on its way, then what went out, newest first."""
        cases = [*self.workbench.queue(ON_THEIR_WAY), *self.workbench.sent(MOST_REPLIES)]
        replies = [(case, sources(case.draft, self.library)) for case in cases]
        return self.pages.show(request, "approved.html", replies=replies)
