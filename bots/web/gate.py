"""What every request passes before a page sees it: there is a session, and a POST is a form of ours."""

from collections.abc import Mapping
from hmac import compare_digest
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots.web.login import Doorman, Session
from bots.web.pages import Pages

COOKIE = "assist_session"
LOGIN = "/login"
STATIC = "/static/"
READING = frozenset({"GET", "HEAD"})
MOST_FIELDS = 20
FORM_TYPE = "application/x-www-form-urlencoded"

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Under no-referrer a browser sends `Origin: null` with our own forms, and the check below could not work:
    # https://fetch.spec.whatwg.org/#append-a-request-origin-header, read 2026-11-21.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class SafeHeaders:
    """Puts the security headers on every answer, errors too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add headers to what comes back."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_safely)


class Gate:
    """Lets nobody in without a session, and no POST that is not from a form of that session."""

    def __init__(self, app: ASGIApp, doorman: Doorman, pages: Pages) -> None:
        self.app = app
        self.doorman = doorman
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on with its form and session in `request.state`."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        app: ASGIApp | Response = self.app
        try:
            request.state.form = await _read_form(request)
            request.state.session = self.doorman.session(request.cookies.get(COOKIE))
            _check(request)
        except HTTPException as error:
            app = self._refusal(request, error)
        await app(scope, receive, send)

    def _refusal(self, request: Request, error: HTTPException) -> Response:
        response = self.pages.message(request, error.status_code, error.detail)
        if error.status_code == 401 and request.headers.get("HX-Request"):
            response.headers["HX-Refresh"] = "true"  # htmx would put this page into a corner of the old one
        return response


def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form that came through the gate; empty for a GET."""
    form: Mapping[str, str] = request.state.form
    return form


def field(request: Request, name: str) -> str:
    """A field that every form of ours has. Raises HTTPException 400 without it."""
    try:
        return form_of(request)[name]
    except KeyError:
        raise HTTPException(400, f"The form has no field {name!r}; load the page again.") from None


def session_of(request: Request) -> Session:
    """The session of a request that came through the gate to a page that needs one."""
    session: Session = request.state.session
    return session


async def _read_form(request: Request) -> dict[str, str]:
    if request.method in READING:
        return {}
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != FORM_TYPE:
        raise HTTPException(415, f"A form comes as {FORM_TYPE}.")
    try:
        pairs = parse_qsl(
            (await request.body()).decode("ascii"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
            errors="strict",
        )
    except ValueError:
        raise HTTPException(400, "This is no form of ours.") from None
    # A browser sends a textarea's line ends as CR LF: https://html.spec.whatwg.org/#form-submission-algorithm
    fields = {name: value.replace("\r\n", "\n") for name, value in pairs}
    if any("\0" in value for value in fields.values()):
        raise HTTPException(400, "The form has a character in it that no text has.")
    return fields


def _check(request: Request) -> None:
    """Raises HTTPException for a POST of another site, without a session, and for a form of another one."""
    session: Session | None = request.state.session
    posted = request.method not in READING
    if posted and request.headers.get("Origin") != f"{request.url.scheme}://{request.headers['Host']}":
        raise HTTPException(
            403, "This form did not come from the desk's own page; open the desk and try again there."
        )
    path = request.scope["path"]  # not request.url, which is put together with the Host that was sent
    if path == LOGIN or path.startswith(STATIC):
        return
    if session is None:
        raise HTTPException(401, "Please come in by the one-time link that `assist serve` printed.")
    if posted and not compare_digest(form_of(request).get("csrf", "").encode(), session.csrf.encode()):
        raise HTTPException(403, "This form is of an earlier session; load the page again.")
