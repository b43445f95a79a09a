"""The way in and out: who uses the link says who they are, once."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bots.web.forms import field
from bots.web.gate import COOKIE, session_of
from bots.web.login import SESSION_LASTS, Doorman, LinkSpentError
from bots.web.pages import Pages
from desk.cases import Person

SPENT = (
    "A link opens the desk once. This one was used already, or belongs to an earlier start of the desk. "
    "Use the newest link that `assist serve` printed, or ask somebody who is in for a new one."
)


@dataclass(frozen=True)
class SignIn:
    """The pages of coming and going."""

    doorman: Doorman
    people: Sequence[Person]
    pages: Pages

    def arrive(self, request: Request) -> Response:
        """GET /login?token=…: asks who it is, unless there is only one."""
        token = request.query_params.get("token", "")
        if not self.doorman.knows(token):
            return self._spent(request)
        if len(self.people) == 1:
            return self._let_in(request, token, self.people[0])
        return self.pages.show(request, "login.html", token=token, people=self.people)

    def enter(self, request: Request) -> Response:
        """POST /login: opens the session of the person who was chosen."""
        name = field(request, "person")
        person = next((person for person in self.people if person.name == name), None)
        if person is None:
            raise HTTPException(400, f"Nobody of the team is called {name!r}; go back and choose again.")
        return self._let_in(request, field(request, "token"), person)

    def leave(self, request: Request) -> Response:
        """POST /logout: ends the session."""
        self.doorman.see_out(session_of(request))
        request.state.session = None
        text = "You are out. To come in again you need a new one-time link: `assist serve` prints one when it starts."
        response = self.pages.message(request, 200, text)
        response.delete_cookie(COOKIE)
        return response

    def invite(self, request: Request) -> Response:
        """POST /link: a one-time link for a colleague or another browser."""
        link = self.doorman.new_link(str(request.base_url))
        text = "This link opens the desk once, for whoever has it, on this machine. It is shown only now."
        return self.pages.message(request, 200, text, link)

    def _let_in(self, request: Request, token: str, person: Person) -> Response:
        try:
            session = self.doorman.let_in(token, person)
        except LinkSpentError:
            return self._spent(request)
        response = RedirectResponse("/", 303)
        lasts = int(SESSION_LASTS.total_seconds())
        response.set_cookie(COOKIE, session.id, max_age=lasts, httponly=True, samesite="strict")
        return response

    def _spent(self, request: Request) -> Response:
        return self.pages.message(request, 410, SPENT)
