"""X's API: raw JSON in and out, within its limits and our budget, with the right token."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol

from bots.errors import NotSignedIn, OverBudget, Refused, Unanswered
from bots.exchange import Answer, Call, Exchange, words
from bots.x.budget import Budget
from bots.x.costs import Purpose, charges
from bots.x.limits import endpoint_of
from bots.x.pace import Pace
from bots.x.search import Params

_NOBODY_KNOWS = frozenset({HTTPStatus.REQUEST_TIMEOUT})


class Tokens(Protocol):
    """The keys to X."""

    def user(self) -> str:
        """Of our account. Raises NotSignedIn, Unreachable, Unanswered."""

    def app(self) -> str:
        """Of our app, for reading. Raises NotSignedIn."""

    def renewed(self, refused: str) -> str:
        """Another token of our account, X having refused this one. Raises as `user`."""


@dataclass(frozen=True)
class XApi:
    """Every call raises a ChannelError, of whatever kind. Threads may share one."""

    exchange: Exchange
    tokens: Tokens
    pace: Pace
    budget: Budget
    purpose: Purpose = Purpose.REPLYING

    def meant_for(self, purpose: Purpose) -> "XApi":
        """The same, for calls that the budget treats otherwise."""
        return replace(self, purpose=purpose)

    def free_at(self, endpoint: str) -> datetime | None:
        """When X's limits and the budget let `endpoint` (such as limits.POSTS) be asked next; None: now."""
        try:
            return self.pace.free_at(endpoint, self.budget.windows(self.purpose))
        except OverBudget as error:
            return error.reset_at

    def get(self, path: str, params: Params | None = None, *, as_user: bool = True) -> Mapping[str, Any]:
        """Reads; whatever it raises but Refused may be asked again later."""
        return self._asked("GET", path, params=params, as_user=as_user)

    def post(self, path: str, body: Mapping[str, Any], *, as_user: bool = True) -> Mapping[str, Any]:
        """Writes once; Unanswered means that nobody knows whether it was taken."""
        return self._asked("POST", path, body=body, as_user=as_user)

    def put(self, path: str, body: Mapping[str, Any], *, as_user: bool = True) -> Mapping[str, Any]:
        """As `post`."""
        return self._asked("PUT", path, body=body, as_user=as_user)

    def stream(self, path: str, params: Params | None = None) -> Iterator[str]:
        """Lines as they come, with the app's token; an empty one every 20 seconds. Ends when X closes it."""
        call = Call("GET", path, _bearing(self.tokens.app()), _joined(params or {}))
        endpoint = endpoint_of("GET", path)
        at = self.pace.begin(endpoint, self.budget.windows(self.purpose))
        with self.exchange.lines(call) as (answer, lines):
            self.pace.learn(endpoint, answer.status, answer.headers, at)
            _expect_fine(call, answer)
            yield from lines

    def _asked(
        self,
        method: str,
        path: str,
        *,
        as_user: bool,
        params: Params | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Mapping[str, Any]:
        token = self.tokens.user() if as_user else self.tokens.app()
        endpoint = endpoint_of(method, path) + ("" if as_user else " by the app")
        call = Call(method, path, _bearing(token), _joined(params or {}), body)
        with self._counted(endpoint, body) as count:
            answer = self._once(endpoint, call)
            if answer.status == HTTPStatus.UNAUTHORIZED and as_user:  # X took nothing: the token is too old
                answer = self._once(endpoint, replace(call, headers=_bearing(self.tokens.renewed(token))))
            _expect_fine(call, answer)
            content = _content(call, answer)
            count(content)
        return content

    def _once(self, endpoint: str, call: Call) -> Answer:
        at: datetime = self.pace.begin(endpoint, self.budget.windows(self.purpose))
        answer = self.exchange.ask(call)
        self.pace.learn(endpoint, answer.status, answer.headers, at)
        return answer

    @contextmanager
    def _counted(
        self, endpoint: str, body: Mapping[str, Any] | None
    ) -> Iterator[Callable[[Mapping[str, Any]], None]]:
        """What was taken is paid for, and what perhaps was taken perhaps is."""
        try:
            yield lambda content: self.budget.count(charges(endpoint, body, content))
        except Unanswered:
            self.budget.count(charges(endpoint, body, {}))
            raise


def _bearing(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}", "accept": "application/json"}


def _expect_fine(call: Call, answer: Answer) -> None:
    """Raises Refused, NotSignedIn or Unanswered for what is no success."""
    status = answer.status
    if answer.fine:
        return
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _NOBODY_KNOWS:
        raise Unanswered(f"X answered {status} to {call.method} {call.path}")
    message = f"X refused {call.method} {call.path} ({status}): {reason(answer)}"
    if status == HTTPStatus.UNAUTHORIZED:
        raise NotSignedIn(f"{message}; `assist doctor` looks at the tokens")
    raise Refused(message, status)


def _content(call: Call, answer: Answer) -> Mapping[str, Any]:
    if answer.status == HTTPStatus.NO_CONTENT:
        return {}
    content = answer.json()
    if not isinstance(content, dict):
        raise Unanswered(
            f"X answered {answer.status} to {call.method} {call.path} with what is no JSON object"
        )
    return content


def reason(answer: Answer) -> str:
    """Title and detail of a problem, in X's own words, fit for a line of a log."""
    given = answer.json()
    if not isinstance(given, dict):
        return words("")
    errors = given.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    title = given.get("title") or given.get("error") or first.get("title") or ""
    detail = given.get("detail") or given.get("error_description") or first.get("message") or ""
    return words(": ".join(str(part) for part in (title, detail) if part))


def _joined(params: Params) -> dict[str, str | int | list[str]]:
    """X takes a list as one value with commas."""
    return {name: ",".join(value) if isinstance(value, list) else value for name, value in params.items()}
