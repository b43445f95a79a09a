"""Approved replies with their sources and who approved them, and those whose sources have changed."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assist.reply.recall import Since, standings
from assist.workbench import Workbench
from bots.web.case import whole_number
from bots.web.forms import field
from bots.web.gate import session_of
from bots.web.pages import Pages
from bots.web.proof import Library, sources
from desk.cases import CaseId, Stage
from desk.recalls import Outdated

ON_THEIR_WAY = frozenset({Stage.APPROVED, Stage.SENDING, Stage.UNCERTAIN})
MOST_REPLIES = 100


@dataclass(frozen=True)
class ApprovedPage:
    """What the desk answered."""

    workbench: Workbench
    library: Library
    pages: Pages

    def show(self, request: Request) -> Response:
        """GET /approved: what to look at again, what is on its way, then what went out, newest first."""
        again = [(one, self._changed(one)) for one in self.workbench.outdated()]
        cases = [*self.workbench.queue(ON_THEIR_WAY), *self.workbench.sent(MOST_REPLIES)]
        replies = [(case, sources(case.draft, self.library)) for case in cases]
        return self.pages.show(request, "approved.html", replies=replies, again=again)

    def looked_at(self, request: Request) -> Response:
        """POST /approved: somebody looked at a reply whose source changed."""
        case, version = (whole_number(field(request, name)) for name in ("case", "draft_version"))
        if case is None or version is None:
            raise HTTPException(400, "The form does not say which reply it is about; load the page again.")
        self.workbench.looked_at(CaseId(case), version, session_of(request).person)
        return RedirectResponse("/approved", 303)

    def _changed(self, one: Outdated) -> list[dict[str, object]]:
        """What the reply quoted of the document, and what stands there now, for the page."""
        draft = one.case.draft
        found = standings(draft, self.library.document, one.document_id) if draft else []
        return [
            {
                "title": each.citation.title,
                "quote": each.citation.quote,
                "since": each.since.value,
                "now": each.now,
            }
            for each in found
            if each.since is not Since.SAME
        ]
