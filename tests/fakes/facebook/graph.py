"""The Graph API of the fake page over HTTP: strict about tokens, proofs, fields and versions."""

import hmac
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes.facebook.page import NAMES, PAGE, GraphError, Page, Words

TOKEN, SECRET, APP = "page-token-1", "app-secret-1", "555"
_SEEN = {"id", "message", "created_time", "from"}
_OF_A_COMMENT = {*_SEEN, "can_comment", "can_reply_privately", "permalink_url", "parent"}
_LIMITED = GraphError("(#32) Page request limit reached", 32)
_USAGE = '{"100200300":[{"type":"pages","call_count":101,"estimated_time_to_regain_access":7}]}'


class FakeGraph:
    """`page` is what stands there now; `limited` turns writing away until it is False again, `down` everything."""

    def __init__(self) -> None:
        self.reset()
        prefix = "/{version}"
        self.app = Starlette(
            routes=[
                Route(f"{prefix}/debug_token", self._answer(self._debug), methods=["GET"]),
                Route(f"{prefix}/{PAGE}/subscribed_apps", self._answer(self._apps), methods=["GET"]),
                Route(f"{prefix}/{PAGE}/conversations", self._answer(self._conversations), methods=["GET"]),
                Route(f"{prefix}/{PAGE}/messages", self._answer(self._send), methods=["POST"]),
                Route(prefix + "/{id}/comments", self._answer(self._thread), methods=["GET"]),
                Route(prefix + "/{id}/comments", self._answer(self._comment), methods=["POST"]),
                Route(prefix + "/{id}", self._answer(self._node), methods=["GET"]),
            ]
        )

    def reset(self) -> None:
        """An empty page, a token for ever, and nothing wrong."""
        self.page = Page()
        self.asked = 0
        self.limited = False
        self.down = False  # answers everything with its error of nobody's fault
        self.fails_writing = False
        self.token_expires: int = 0  # 0: never
        self.told_of = ["feed", "messages", "message_edits"]
        self.scopes = [
            *("pages_messaging", "pages_manage_engagement", "pages_manage_metadata"),
            *("pages_read_engagement", "pages_read_user_content"),
        ]

    def _answer(self, what: Callable[[Request, dict[str, Any]], Any]) -> Callable[[Request], Any]:
        async def answered(request: Request) -> Response:
            body = await request.json() if request.method == "POST" else {}
            self.asked += 1
            try:
                self._check(request, body)
                return JSONResponse(what(request, body))
            except GraphError as error:
                headers = {"X-Business-Use-Case-Usage": _USAGE} if error is _LIMITED else {}
                return JSONResponse({"error": error.said}, status_code=400, headers=headers)

        return answered

    def _check(self, request: Request, body: dict[str, Any]) -> None:
        if not re.fullmatch(r"v2[2-9]\.0", request.path_params["version"]):
            raise GraphError("Unknown path components", 2500)
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if given not in {TOKEN, f"{APP}|{SECRET}"}:
            raise GraphError("Error validating access token: Session has expired", 190, 463)
        proof = hmac.new(SECRET.encode(), given.encode(), "sha256").hexdigest()
        if ({**request.query_params} | body).get("appsecret_proof") != proof:
            raise GraphError("Invalid appsecret_proof provided in the API argument", 100)
        if self.down or (self.fails_writing and request.method == "POST"):
            raise GraphError("An unknown error occurred", 1)
        if self.limited and request.method == "POST":
            raise _LIMITED

    def _node(self, request: Request, _: dict[str, Any]) -> dict[str, Any]:
        asked, fields = request.path_params["id"], request.query_params.get("fields", "id").split(",")
        if asked in NAMES:
            return {"id": asked, "name": NAMES[asked]}
        if asked == self.page.post:
            return _post(self.page)
        return self._shown(self.page.comment(asked), fields)

    def _thread(self, request: Request, _: dict[str, Any]) -> dict[str, Any]:
        top, asked = self.page.comment(request.path_params["id"]), request.query_params
        below = [one for one in self.page.comments.values() if one.under == top.id]
        if asked.get("order") == "reverse_chronological":
            below.reverse()
        shown = below[: int(asked.get("limit", "25"))]
        return {"data": [self._shown(one, asked["fields"].split(",")) for one in shown]}

    def _comment(self, request: Request, body: dict[str, Any]) -> dict[str, Any]:
        return {"id": self.page.add_comment(request.path_params["id"], PAGE, body["message"]).id}

    def _send(self, _: Request, body: dict[str, Any]) -> dict[str, Any]:
        recipient = body["recipient"]
        if "id" in recipient and body.get("messaging_type") not in {"RESPONSE", "MESSAGE_TAG"}:
            raise GraphError("(#100) param messaging_type must be one of RESPONSE, UPDATE, MESSAGE_TAG", 100)
        sent = self.page.send(recipient, body["message"]["text"], body.get("tag"))
        return {"recipient_id": sent.with_person, "message_id": sent.id}

    def _conversations(self, request: Request, _: dict[str, Any]) -> dict[str, Any]:
        asked = request.query_params
        limit, fields = re.fullmatch(r"messages\.limit\((\d+)\)\{([\w,]+)\}", asked["fields"]).groups()  # type: ignore[union-attr]
        assert set(fields.split(",")) <= _SEEN, fields
        there = self.page.with_person(asked["user_id"])[: int(limit)]
        return {"data": [{"id": "t_1", "messages": {"data": list(map(_seen, there))}}] if there else []}

    def _debug(self, request: Request, _: dict[str, Any]) -> dict[str, Any]:
        valid = request.query_params["input_token"] == TOKEN
        told = {"app_id": APP, "is_valid": valid, "expires_at": self.token_expires, "scopes": self.scopes}
        return {"data": {**told, "profile_id": PAGE}}

    def _apps(self, *_: Any) -> dict[str, Any]:
        return {"data": [{"id": APP, "name": "care", "subscribed_fields": self.told_of}]}

    def _shown(self, words: Words, fields: list[str]) -> dict[str, Any]:
        for name in fields:
            if name not in _OF_A_COMMENT:
                raise GraphError(f"(#100) Tried accessing nonexisting field ({name})", 100)
        everything = _seen(words) | {
            "can_comment": True,
            "can_reply_privately": self.page.can_reply_privately(words.id),
            "permalink_url": f"https://www.facebook.com/{words.id}",
        }
        return {name: everything[name] for name in ("id", *fields) if name in everything}


def written(at: datetime) -> str:
    """As Facebook writes times."""
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000")


def _seen(words: Words) -> dict[str, Any]:
    by = {"id": words.by, "name": NAMES.get(words.by, "Somebody")}
    return {"id": words.id, "message": words.text, "created_time": written(words.at), "from": by}


def _post(page: Page) -> dict[str, Any]:
    by = {"id": PAGE, "name": NAMES[PAGE]}
    return {
        "id": page.post,
        "message": "The W3 is here.",
        "created_time": written(page.posted_at),
        "from": by,
    }
