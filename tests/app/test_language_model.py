"""What the settings say of a language model is what its drafter does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.drafters import drafter_of
from app.sections import LanguageModelSettings
from app.settings import FileSettings
from app.wiring import House
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.model.drafter import LanguageModelDrafter
from assist.errors import DraftingFailed, UnusableModel
from tests.assist.model.answers import GOOD, an_assignment
from tests.fakes.openai_server import OpenAIServer, Recorded, openai_server
from tests.fakes.scripted_chat import Purse


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    pytest.importorskip("langchain_openai", reason="install agent-assist[openai]")
    with openai_server() as server:
        yield server


def test_the_settings_reach_the_server_and_the_budget(server: OpenAIServer) -> None:
    said = LanguageModelSettings.model_validate(
        {
            "name": "openai:recorded",
            "base_url": server.url,
            "api_key": "the server's",
            "method": "json_mode",
            "max_passages": 1,
            "answer_tokens": 77,
            "usd_per_day": 0.05,
            "input_usd": 10,
            "output_usd": 20,
            "options": {"seed": 7},
        }
    )
    server.records(Recorded(GOOD), Recorded(GOOD))
    drafter = drafter_of(said, "Fennby", purse := Purse(0.02))
    drafted = drafter.draft(an_assignment())
    assert drafted.cost_usd == purse.spent - 0.02 == pytest.approx(0.012)
    (body,) = server.requests
    assert (body["model"], body["max_tokens"], body["seed"]) == ("recorded", 77, 7)
    assert body["response_format"] == {"type": "json_object"}
    assert '"number": 2' not in body["messages"][1]["content"]
    assert server.keys == ["the server's"]
    purse.spent = 0.045
    with pytest.raises(DraftingFailed, match=r"its budget of 0\.05 USD a day is used up"):
        drafter.draft(an_assignment())
    assert len(server.requests) == 1


def test_without_a_name_there_is_no_model() -> None:
    with pytest.raises(UnusableModel, match="name one"):
        drafter_of(LanguageModelSettings(), "Fennby", Purse())


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"usd_per_day": 2.0}, "needs input_usd and output_usd"),
        ({"usd_per_day": 2.0, "input_usd": 1.0}, "needs input_usd and output_usd"),
        ({"answer_tokens": 1200, "tokens_per_draft": 2400}, "more than twice answer_tokens"),
        ({"method": "shouting"}, "method"),
        ({"usd_per_day": 0}, "usd_per_day"),
    ],
)
def test_limits_that_cannot_be_kept_are_refused(said: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        LanguageModelSettings.model_validate(said)


def test_the_model_is_asked_first_and_the_sources_own_sentences_stand_by(tmp_path: Path) -> None:
    pytest.importorskip("langchain_openai", reason="install agent-assist[openai]")
    said = LanguageModelSettings(name="openai:recorded", base_url="http://127.0.0.1:9/v1")
    house = House(FileSettings(data_dir=tmp_path, language_model=said))
    assert [type(drafter) for drafter in house.drafters] == [LanguageModelDrafter, ExtractiveDrafter]
    assert [type(drafter) for drafter in House(FileSettings(data_dir=tmp_path)).drafters] == [
        ExtractiveDrafter
    ]
