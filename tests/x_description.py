"""Every exchange with the simulated X, held against X's own OpenAPI description (in ASSIST_DATA, never in the project).

    recorder = Recorder()                          # of tests/x_recorder.py
    with running(tmp_path, around=recorder.around) as x:
        ...                                        # any client: ours too
    report = Description.read(real_data).report(recorder)
    print(report)                                  # exchanges, share validated, what was excepted and why, faults
    assert report.faults == []

Request and response are both validated. Requests in the spelling from before August 2026 (`tweet.fields`) are held
against the description of that time. A request that is refused with 4xx need not be valid; one that is taken must be.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from openapi_core import Config, OpenAPI
from openapi_core.templating.paths.exceptions import PathError
from openapi_core.testing import MockRequest, MockResponse
from werkzeug.datastructures import MultiDict

from tests.x_recorder import BEFORE_RENAMING, NEWEST, STREAM, Exchange, Recorder

_HOST = "https://api.x.com"


class Excepted(Enum):
    """Where the description itself does not fit what X does, with the reason."""

    BLANK_PROBLEM = (
        "X answers 401, 403, 404 and 429 with the problem type about:blank, which the description does not list;"
        " held against RFC 9457 instead"
    )
    AMBIGUOUS_PAYLOAD = (
        "an activity still writes tweets for posts, and a post fits two of the payloads of which it may be one;"
        " payload and includes are held against the post of the description from before the renaming"
    )
    UNDESCRIBED_PAYLOAD = (
        "the description has no payload for direct messages, which X documents and sends; the rest of the"
        " envelope is held against it"
    )


class Verdict(Enum):
    """How an exchange stands to the description."""

    VALID = "valid"
    REFUSED = "refused by both"  # the request is not valid, and was answered 4xx with a valid problem
    EXCEPTED = "valid but for a fault of the description"
    OUTSIDE = "not described"
    FAULTY = "faulty"


@dataclass(frozen=True)
class Finding:
    """What became of one exchange."""

    exchange: Exchange
    verdict: Verdict
    why: str = ""


@dataclass(frozen=True)
class Report:
    """All exchanges and how they stand; the share counts those that the description knows."""

    findings: list[Finding]

    @property
    def faults(self) -> list[str]:
        return [f"{one.exchange.name}: {one.why}" for one in self.findings if one.verdict is Verdict.FAULTY]

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(one.verdict.value for one in self.findings)
        return {verdict.value: counted[verdict.value] for verdict in Verdict}

    @property
    def share(self) -> float:
        described = [one for one in self.findings if one.verdict is not Verdict.OUTSIDE]
        fully = [one for one in described if one.verdict in (Verdict.VALID, Verdict.REFUSED)]
        return len(fully) / len(described) if described else 0.0

    def __str__(self) -> str:
        excepted = Counter(one.why for one in self.findings if one.verdict is Verdict.EXCEPTED)
        return "\n".join(
            [
                f"{len(self.findings)} exchanges: {self.counts}",
                f"validated in full: {self.share:.1%} of those that X's description knows",
                *(f"excepted {times} times: {why}" for why, times in excepted.most_common()),
                *(f"FAULT {fault}" for fault in dict.fromkeys(self.faults)),
            ]
        )


class Description:
    """X's OpenAPI description, the newest one and the one from before the renaming."""

    def __init__(self, versions: dict[str, OpenAPI]) -> None:
        self._versions = versions

    @classmethod
    def read(cls, data: Path) -> "Description":
        """From the folder that ASSIST_DATA names."""
        config = Config(
            spec_validator_cls=None,  # 2.167 is itself not valid: an enum names one value twice
            extra_media_type_deserializers={"application/problem+json": json.loads},
        )
        return cls(
            {
                name: OpenAPI.from_dict(
                    _without_security(json.loads(_file(data, name).read_text("utf-8"))), config
                )
                for name in (NEWEST, BEFORE_RENAMING)
            }
        )

    def report(self, recorder: Recorder) -> Report:
        """All that was written down, held against it."""
        return Report([self.finding(one) for one in recorder.exchanges])

    def finding(self, exchange: Exchange) -> Finding:
        """How one exchange stands."""
        if exchange.cut:
            return Finding(exchange, Verdict.OUTSIDE, "the connection was cut before the answer")
        api, request = self._versions[exchange.version], _request(exchange)
        wrong_request = _first(api.iter_request_errors(request))
        if isinstance(wrong_request, PathError):
            return Finding(exchange, Verdict.OUTSIDE, str(wrong_request))
        if exchange.status < 400 and wrong_request is not None:
            return Finding(exchange, Verdict.FAULTY, f"the request was taken: {_reason(wrong_request)}")
        wrong_answer = _first(api.iter_response_errors(request, _response(exchange)))
        if wrong_answer is None:
            return Finding(exchange, Verdict.REFUSED if wrong_request else Verdict.VALID)
        excepted = self._excepted(exchange)
        if excepted is not None:
            return Finding(exchange, Verdict.EXCEPTED, excepted.value)
        return Finding(exchange, Verdict.FAULTY, f"the answer: {_reason(wrong_answer)}")

    def _excepted(self, exchange: Exchange) -> Excepted | None:
        """The fault of the description that explains it all; None when there is more."""
        try:
            answer: Any = json.loads(exchange.answer)
        except ValueError:
            return None
        if isinstance(answer, dict) and answer.get("type") == "about:blank":
            return Excepted.BLANK_PROBLEM if _is_blank_problem(answer, exchange.status) else None
        if exchange.path == STREAM and isinstance(answer, dict):
            return self._excepted_activity(exchange, answer)
        return None

    def _excepted_activity(self, exchange: Exchange, answer: dict[str, Any]) -> Excepted | None:
        payload, includes = (answer.get("data", {}).pop(name, {}) for name in ("payload", "includes"))
        bare = replace(exchange, answer=json.dumps(answer).encode())
        if self.finding(bare).verdict is not Verdict.VALID:
            return None
        if "direct_message_events" in payload:
            return Excepted.UNDESCRIBED_PAYLOAD
        alone = replace(
            exchange,
            path="/2/tweets/1",
            query="tweet.fields=text",
            answer=json.dumps({"data": {"text": "", **payload}, "includes": includes}).encode(),
        )
        return Excepted.AMBIGUOUS_PAYLOAD if self.finding(alone).verdict is Verdict.VALID else None


def _file(data: Path, version: str) -> Path:
    return data / "x-openapi" / f"openapi-{version}.json"


def _without_security(described: dict[str, Any]) -> dict[str, Any]:
    """openapi-core knows nothing of OAuth; who may ask what is tested by itself."""
    for operations in described["paths"].values():
        for operation in operations.values():
            if isinstance(operation, dict):
                operation.pop("security", None)
    return described


def _is_blank_problem(answer: dict[str, Any], status: int) -> bool:
    """RFC 9457, section 3.1."""
    members = {"title": str, "detail": str, "status": int}
    return answer.get("status") == status and all(
        isinstance(answer.get(name), kind) for name, kind in members.items()
    )


def _first(errors: Iterable[Exception]) -> Exception | None:
    return next(iter(errors), None)


def _reason(error: Exception) -> str:
    """The error and what lies beneath it, in one line."""
    beneath = getattr(error, "schema_errors", None) or getattr(error.__cause__, "schema_errors", None) or ()
    told = [str(error), *(f"{list(one.path)}: {one.message}" for one in list(beneath)[:3])]
    return "; ".join(told)[-900:]


def _request(exchange: Exchange) -> MockRequest:
    return MockRequest(
        _HOST,
        exchange.method,
        exchange.path,
        args=MultiDict(parse_qsl(exchange.query, keep_blank_values=True)),
        headers=exchange.headers,
        data=exchange.body,
        content_type=exchange.headers.get("content-type", "").partition(";")[0],
    )


def _response(exchange: Exchange) -> MockResponse:
    return MockResponse(
        exchange.answer,
        status_code=exchange.status,
        content_type=exchange.content_type.partition(";")[0],
    )
