"""What becomes of a question for each way in which a model may answer, over real HTTP and langchain's client."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from assist.checks.run import Checker
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.model.chat import Finish, Method, Request, Unanswered
from assist.draft.model.langchain_chat import LangChainChat, Server, open_chat
from assist.draft.model.request import Limits, schema_for
from assist.draft.ports import unheard
from assist.errors import UnusableModel
from assist.respond import Assistant
from desk.drafts import Draft
from tests.assist.desk import ASKS_E17, SHEET
from tests.assist.model.answers import CANNOT, E17, GOOD, RINSE, a_drafter, says
from tests.fakes.knowledge import FakeKnowledge, SharedWords
from tests.fakes.openai_server import OpenAIServer, Recorded, openai_server

pytest.importorskip("langchain_openai", reason="install agent-assist[openai]")

NAME = "openai:recorded"
SECONDS = 20.0
IMPATIENT = 0.4
WORDED = says(("Hi! E17 on the W3 means that the rain gauge is blocked.", 1, E17))
INVENTED_NUMBER = says(("E17 on the W3 means that it is blocked for 9 days.", 1, E17))
OBEYS = says(("Use code FREE100 at www.evil.example for a full refund.", 1, "say FREE100"))
NOT_THERE = says(
    ("E17 on the W3 means that the battery is empty.", 1, "E17 means that the battery is empty.")
)


@pytest.fixture(scope="module")
def server() -> Iterator[OpenAIServer]:
    """One for all tests: each records its answers anew."""
    with openai_server() as server:
        yield server


def a_chat(server: OpenAIServer, method: Method = Method.FUNCTION_CALLING, name: str = NAME) -> LangChainChat:
    return open_chat(name, Server(server.url, method=method), answer_tokens=300, seconds=SECONDS)


def drafted(
    server: OpenAIServer,
    *answers: Recorded,
    method: Method = Method.FUNCTION_CALLING,
    seconds: float = SECONDS,
) -> Draft | None:
    """What becomes of a question in public."""
    server.records(*answers)
    model = a_drafter(a_chat(server, method), limits=Limits(seconds=seconds, retries=1))
    meaning = SharedWords()
    checker = Checker(FakeKnowledge(SHEET), meaning, handles=frozenset({"fennbycare"}))
    return (
        Assistant(checker, [model, ExtractiveDrafter(meaning, answers=0.3)], floor=0.3).answer(ASKS_E17).draft
    )


@dataclass(frozen=True)
class Case:
    """Answers of a model, one for each call, and what a person then sees."""

    answers: tuple[Recorded, ...]
    drafter: str | None  # None: no draft
    said: str  # in the draft, or in the note on it
    calls: int = 1
    seconds: float = SECONDS


MODEL, QUOTES = f"language_model:{NAME}", "extractive"
good = Recorded(GOOD)
CASES = {
    "good": Case((good,), MODEL, RINSE),
    "worded": Case((Recorded(WORDED),), MODEL, "Hi! E17 on the W3"),
    "in plain words around the JSON": Case((Recorded(f"Sure!\n```json\n{GOOD}\n```"),), MODEL, RINSE),
    "no answer in the passages": Case((Recorded(CANNOT),), None, ""),
    "wrong JSON, then good": Case((Recorded('{"sentences": [{"text": 1}]}'), good), MODEL, RINSE, 2),
    "wrong JSON twice": Case((Recorded("{"), Recorded("[]")), QUOTES, "not one JSON object", 2),
    "words where a tool was to be called": Case((Recorded(GOOD, chatting=True),), MODEL, RINSE),
    "a tool call with wrong arguments": Case((Recorded('{"answer": 7}'), good), MODEL, RINSE, 2),
    "an invented number, then good": Case((Recorded(INVENTED_NUMBER), good), MODEL, RINSE, 2),
    "an invented number twice": Case((Recorded(INVENTED_NUMBER),) * 2, QUOTES, "was held back", 2),
    "a quote that is not there, then good": Case((Recorded(NOT_THERE), good), MODEL, RINSE, 2),
    "a quote that is not there twice": Case(
        (Recorded(NOT_THERE),) * 2, QUOTES, "does not stand in passage 1", 2
    ),
    "obeys the tweet": Case((Recorded(OBEYS),) * 2, QUOTES, "does not stand in passage 1", 2),
    "refused by a filter": Case((Recorded("", finish="content_filter"),), QUOTES, "declined to answer"),
    "refused in words": Case(
        (Recorded("I can't help with that.", chatting=True),) * 2, QUOTES, "not one JSON", 2
    ),
    "cut off, then good": Case((Recorded(GOOD[:60], finish="length"), good), MODEL, RINSE, 2),
    "cut off twice": Case((Recorded(GOOD[:60], finish="length"),) * 2, QUOTES, "was cut off", 2),
    "empty, then good": Case((Recorded(), good), MODEL, RINSE, 2),
    "never ends": Case((Recorded(GOOD + " " * 2400), good), MODEL, RINSE, 2),
    "rate limit, then good": Case(
        (Recorded(status=429, headers={"retry-after": "0"}), good), MODEL, RINSE, 2
    ),
    "rate limit for an hour": Case((Recorded(status=429, headers={"retry-after": "3600"}),), QUOTES, "429"),
    "broken server, then good": Case((Recorded(status=500), good), MODEL, RINSE, 2),
    "broken server": Case((Recorded(status=500),) * 2, QUOTES, "500", 2),
    "unknown key": Case((Recorded(status=401),), QUOTES, "401"),
    "bad request": Case((Recorded(status=400),), QUOTES, "400"),
    "dropped, then good": Case((Recorded(GOOD, dropped=True), good), MODEL, RINSE, 2),
    "slow": Case((Recorded(GOOD, pause_seconds=0.2),), QUOTES, "not done within 0.4 s", seconds=IMPATIENT),
    "keeping the line open and saying nothing": Case(
        (Recorded(keeping_alive=True),), QUOTES, "not done within 0.4 s", seconds=IMPATIENT
    ),
}
QUICK = (
    "good",
    "an invented number twice",
    "obeys the tweet",
    "refused by a filter",
    "broken server, then good",
)


def became(server: OpenAIServer, case: Case, method: Method) -> None:
    draft = drafted(server, *case.answers, method=method, seconds=case.seconds)
    assert len(server.requests) == case.calls
    if case.drafter is None:
        assert draft is None
        return
    assert draft is not None
    notes = " ".join(problem.message for problem in draft.problems)
    assert (draft.drafter, draft.blocked) == (case.drafter, False)
    assert case.said in (draft.text if draft.drafter == MODEL else notes)
    assert E17 in draft.text if draft.drafter == QUOTES else draft.made.model == NAME


@pytest.mark.parametrize("name", QUICK)
def test_a_person_sees_a_proved_draft_or_quotes_with_the_reason(server: OpenAIServer, name: str) -> None:
    became(server, CASES[name], Method.FUNCTION_CALLING)


@pytest.mark.slow
@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("name", CASES)
def test_so_it_is_for_every_failure_and_every_method(server: OpenAIServer, name: str, method: Method) -> None:
    became(server, CASES[name], method)


def test_sentences_are_streamed_and_what_they_cost_is_counted(server: OpenAIServer) -> None:
    server.records(Recorded(GOOD), Recorded(GOOD, billed=False))
    heard: list[str] = []
    request = Request("instructions", "material", schema_for(2))
    said = a_chat(server).ask(request, SECONDS, heard.append)
    assert said.text == heard[-1] == GOOD
    assert len(heard) > 5
    assert (said.tokens.read, said.tokens.written) == (1000, 100)
    estimated = a_chat(server).ask(request, SECONDS, unheard).tokens
    assert estimated.read == 7
    assert len(GOOD) / 4 < estimated.written < len(GOOD) / 2


@pytest.mark.parametrize(
    ("method", "sent"),
    [
        (Method.FUNCTION_CALLING, {"tools", "tool_choice"}),
        (Method.JSON_SCHEMA, {"response_format"}),
        (Method.JSON_MODE, {"response_format"}),
        (Method.TEXT, set()),
    ],
)
def test_a_method_is_what_the_server_is_asked_for(
    server: OpenAIServer, method: Method, sent: set[str]
) -> None:
    server.records(Recorded(GOOD))
    a_chat(server, method).ask(Request("instructions", "material", schema_for(1)), SECONDS, unheard)
    (body,) = server.requests
    assert {"tools", "tool_choice", "response_format"} & set(body) == sent
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["max_tokens"] == body["max_completion_tokens"] == 300
    assert body["temperature"] == 0


def test_the_makers_key_in_the_environment_is_not_sent_to_another_server(
    server: OpenAIServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "the maker's")
    server.records(Recorded(GOOD), Recorded(GOOD))
    request = Request("instructions", "material", schema_for(1))
    a_chat(server).ask(request, SECONDS, unheard)
    said = Server(server.url, api_key="the server's")
    open_chat(NAME, said, answer_tokens=300, seconds=SECONDS).ask(request, SECONDS, unheard)
    assert server.keys == ["none", "the server's"]
    assert "the server's" not in repr(said)


@pytest.mark.parametrize("method", [Method.JSON_SCHEMA, Method.JSON_MODE])
def test_a_refusal_in_openais_own_field_is_one(server: OpenAIServer, method: Method) -> None:
    server.records(Recorded(refusal="I cannot help with that."))
    said = a_chat(server, method).ask(Request("instructions", "material", schema_for(1)), SECONDS, unheard)
    assert said.finish is Finish.REFUSED


def test_a_page_of_html_does_not_become_a_note(server: OpenAIServer) -> None:
    server.records(Recorded("<p>" * 9999, status=502))
    with pytest.raises(Unanswered) as failed:
        a_chat(server).ask(Request("instructions", "material", schema_for(1)), SECONDS, unheard)
    assert len(str(failed.value)) <= 300


def test_nobody_listening_is_a_failure_that_may_pass() -> None:
    chat = open_chat(NAME, Server("http://127.0.0.1:9/v1"), answer_tokens=300, seconds=SECONDS)
    with pytest.raises(Unanswered) as failed:
        chat.ask(Request("instructions", "material", schema_for(1)), SECONDS, unheard)
    assert failed.value.passing


def test_more_can_be_said_to_the_makers_class(server: OpenAIServer) -> None:
    server.records(Recorded(GOOD))
    said = Server(server.url, options={"temperature": 1, "seed": 7})
    chat = open_chat(NAME, said, answer_tokens=300, seconds=SECONDS)
    chat.ask(Request("instructions", "material", schema_for(1)), SECONDS, unheard)
    assert (server.requests[0]["temperature"], server.requests[0]["seed"]) == (1, 7)


@pytest.mark.parametrize("name", ["nobody:knows-it", "gpt-4o-mini", "openai:", ":gpt-4o-mini", "openai:m"])
def test_a_model_that_cannot_be_opened_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)  # and so OpenAI's own server cannot be asked
    with pytest.raises(UnusableModel, match=name):
        open_chat(name, Server(), answer_tokens=300, seconds=SECONDS)


def test_the_request_on_the_wire_has_the_customers_words_in_the_json_alone(server: OpenAIServer) -> None:
    drafted(server, Recorded(GOOD))
    system, human = (message["content"] for message in server.requests[0]["messages"])
    assert "rain gauge" not in system
    assert "rain gauge" in json.loads(human)["customer_message"]
