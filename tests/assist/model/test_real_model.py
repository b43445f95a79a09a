"""A real model, on a real server, through the whole assistant: whatever it says, what reaches a person is proved.

Needs ASSIST_LLAMA_PYTHON, a Python with llama_cpp's server and a small model (CONTRIBUTING).
`tools/try_language_model.py` prints what this only checks.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.drafters import checker_of
from app.settings import FileSettings, read_settings
from app.wiring import House
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.model.budget import Budget
from assist.draft.model.chat import Method, Request
from assist.draft.model.drafter import LanguageModelDrafter
from assist.draft.model.langchain_chat import LangChainChat, Server, open_chat
from assist.draft.model.reading import read, readable
from assist.draft.model.request import Limits, instructions, material_for, schema_for
from assist.errors import DraftingFailed
from assist.reply.attempts import held
from assist.respond import Assistant
from desk.drafts import Citation
from index.knowledge import DocumentId
from ingest.refresh import refresh
from tests.assist.model.answers import an_assignment
from tests.assist.model.local_server import MODEL, local_server
from tests.builders import NOON
from tests.fakes.scripted_chat import Purse

pytestmark = pytest.mark.prove
pytest.importorskip("langchain_openai", reason="install agent-assist[openai]")
SAMPLE = Path(__file__).parents[3] / "app" / "sample"
LIMITS = Limits(passages=3, tokens_per_draft=5000, answer_tokens=200, seconds=300.0, retries=0)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the model's server."""
    python = os.environ.get("ASSIST_LLAMA_PYTHON")  # noqa: TID251 - not a setting of the product
    if not python:
        pytest.skip(
            "ASSIST_LLAMA_PYTHON is not set: it names a Python with llama_cpp's server (CONTRIBUTING)"
        )
    with local_server(Path(python)) as url:
        yield url


def a_chat(server: str, method: Method = Method.FUNCTION_CALLING) -> LangChainChat:
    said = Server(server, method=method)
    return open_chat(f"openai:{MODEL}", said, answer_tokens=LIMITS.answer_tokens, seconds=LIMITS.seconds)


def stands(citation: Citation, house: House) -> bool:
    """Whether its quote is at its offsets in that version."""
    document = house.index.document(DocumentId(citation.document_id), citation.document_version)
    return document is not None and document.text[citation.start : citation.end] == citation.quote


def test_an_answer_comes_in_pieces_in_the_form_asked_for_and_is_billed(server: str) -> None:
    heard: list[str] = []
    material = material_for(an_assignment(), "Fennby", None, LIMITS)
    request = Request(instructions(), material.text, schema_for(len(material.excerpts)))
    said = a_chat(server).ask(request, LIMITS.seconds, heard.append)
    assert len(heard) > 10
    assert readable(said.text)
    assert said.tokens.read > 300
    assert read(said.text) is not None or said.tokens.written >= LIMITS.answer_tokens


def test_whatever_it_says_of_the_sample_only_proved_drafts_reach_a_person(
    server: str, rounds: int, tmp_path: Path
) -> None:
    house = House(read_settings(SAMPLE / "assist.toml", model=FileSettings, data_dir=tmp_path), base=SAMPLE)
    for source in house.sources:
        refresh(source, house.index, now=lambda: NOON)
    model = LanguageModelDrafter(a_chat(server), Budget(purse := Purse()), company="Fennby", limits=LIMITS)
    checker = checker_of(house.settings, house.index, house.meaning)
    assistant = Assistant(checker, [model, ExtractiveDrafter(house.meaning)])
    for line in (SAMPLE / "messages.jsonl").read_text("utf-8").splitlines():
        draft = assistant.answer(json.loads(line)["text"]).draft
        if draft is not None:
            assert held(draft) == ()
            assert draft.drafter == "courtesy" or draft.citations
            assert all(stands(citation, house) for citation in draft.citations)
        if len(purse.calls) >= 2 * min(rounds, 10):
            break
    house.index.close()
    assert purse.calls


def test_a_method_that_the_server_does_not_know_is_a_failure_that_says_so(server: str) -> None:
    chat = a_chat(server, Method.JSON_SCHEMA)
    drafter = LanguageModelDrafter(chat, Budget(Purse()), company="Fennby", limits=LIMITS)
    with pytest.raises(DraftingFailed, match="json_object"):
        drafter.draft(an_assignment())
