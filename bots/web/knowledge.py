"""What the desk knows: its sources and how they stand, stale notes, what changed, and a way to add a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bots.web.forms import field, file_of
from bots.web.gate import session_of
from bots.web.pages import Pages
from desk.cases import Person, Role
from index.errors import KnowledgeError
from index.events import Event
from ingest.errors import IngestError
from ingest.placing import LARGEST, Added, takes_files
from ingest.schedule import SourceState

MAY_ADD = frozenset({Role.SME, Role.TEAM_LEAD})

Add = Callable[[str, Sequence[tuple[str, bytes]]], Sequence[Added]]  # (name of a source, files by name)


class Overview(Protocol):
    """How the sources stand."""

    def states(self) -> Sequence[SourceState]:
        """Every source, as it stands now."""

    def changes(self) -> Sequence[Event]:
        """What sent replies relied on and is not so any more, newest first."""


@dataclass(frozen=True)
class KnowledgePage:
    """The page of whoever looks after what the desk knows."""

    overview: Overview
    add: Add
    pages: Pages

    def show(self, request: Request) -> Response:
        """GET /knowledge."""
        return self._page(request)

    def take(self, request: Request) -> Response:
        """POST /knowledge: a file for a source. The page says what was made of it, or why nothing was."""
        if not _may_add(session_of(request).person):
            raise HTTPException(403, "Files are added by people with the role sme or team_lead.")
        file = file_of(request)
        try:
            (added,) = self.add(field(request, "source"), [(file.name, file.content)])
        except (IngestError, KnowledgeError) as error:
            return self._page(request, status=422, refusal=str(error))
        return self._page(request, status=422 if added.refused else 200, added=added)

    def _page(
        self, request: Request, *, status: int = 200, refusal: str | None = None, added: Added | None = None
    ) -> Response:
        states = self.overview.states()
        return self.pages.show(
            request,
            "knowledge.html",
            status=status,
            refusal=refusal,
            states=states,
            stale=sorted((note for state in states for note in state.stale), key=lambda note: note.review_by),
            changes=self.overview.changes(),
            folders=[state.source for state in states if takes_files(state.source)],
            may_add=_may_add(session_of(request).person),
            megabytes=LARGEST // 2**20,
            added=added,
            chosen=field(request, "source") if request.method == "POST" else None,
        )


def _may_add(person: Person) -> bool:
    return bool(person.roles & MAY_ADD)
