"""What every request passes before a page sees it: there is a session, and a POST is a form of ours."""

from hmac import compare_digest

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bots.web.forms import READING, form_of, read_form
from bots.web.login import Doorman, Session
from bots.web.pages import Pages
from ingest.placing import LARGEST

COOKIE = "assist_session"
LOGIN = "/login"
STATIC = "/static/"
UPLOADS = "/knowledge"  # the one page that takes a file
MOST_BYTES_WITH_A_FILE = LARGEST + 65_536

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
        """Refuse the request, or pass it on with what was sent and its session in `request.state`."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        uploads = scope["path"] == UPLOADS
        app = RequestBodyLimitMiddleware(self._pass, MOST_BYTES_WITH_A_FILE) if uploads else self._pass
        await app(scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        app: ASGIApp | Response = self.app
        try:
            request.state.session = self.doorman.session(request.cookies.get(COOKIE))
            _check_sender(request)
            request.state.sent = await read_form(request, with_file=scope["path"] == UPLOADS)
            _check_secret(request)
        except HTTPException as error:
            app = self._refusal(request, error)
        await app(scope, receive, send)

    def _refusal(self, request: Request, error: HTTPException) -> Response:
        response = self.pages.message(request, error.status_code, error.detail)
        if error.status_code == 401 and request.headers.get("HX-Request"):
            response.headers["HX-Refresh"] = "true"  # htmx would put this page into a corner of the old one
        return response


def session_of(request: Request) -> Session:
    """The session of a request that came through the gate to a page that needs one."""
    session: Session = request.state.session
    return session


def _check_sender(request: Request) -> None:
    """Raises HTTPException for a POST of another site, and for who has no session. Nothing was read of it yet."""
    posted = request.method not in READING
    if posted and request.headers.get("Origin") != f"{request.url.scheme}://{request.headers['Host']}":
        raise HTTPException(
            403, "This form did not come from the desk's own page; open the desk and try again there."
        )
    if request.state.session is None and not _open_to_all(request):
        raise HTTPException(401, "Please come in by the one-time link that `assist serve` printed.")


def _check_secret(request: Request) -> None:
    """Raises HTTPException for a form of another session."""
    if request.method in READING or _open_to_all(request):
        return
    if not compare_digest(form_of(request).get("csrf", "").encode(), session_of(request).csrf.encode()):
        raise HTTPException(403, "This form is of an earlier session; load the page again.")


def _open_to_all(request: Request) -> bool:
    path: str = request.scope["path"]  # not request.url, which is put together with the Host that was sent
    return path == LOGIN or path.startswith(STATIC)
