"""The packaged sample, by the real model and the real index: most messages that can be answered are, and rightly."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.settings import read_settings
from app.source_settings import sources_of
from assist.checks.run import Checker
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.meaning import EmbeddedMeaning
from assist.respond import Assistant
from desk.cases import Case, Stage
from desk.drafts import Draft
from desk.messages import Message
from index.embedding.embed import SentenceEmbedder
from index.search import Index
from ingest.refresh import refresh
from tests.assist.desk import a_case
from tests.builders import NOON, a_message

pytestmark = pytest.mark.slow
SAMPLE = Path(__file__).parents[2] / "app" / "sample"
INSIDE = [
    "KX-4471",
    "Orvane",
    "GW-LIMIT-45",
    "Project Tern",
    "Halden Micro",
    "SL-0932",
    "Brixholt",
    "Tollmere",
]


@dataclass(frozen=True)
class Outcome:
    """What was expected of a message, and the case that it became."""

    expected: dict[str, object]
    case: Case

    @property
    def kind(self) -> object:
        return self.expected["class"]

    @property
    def right(self) -> bool:
        """The draft quotes the document that answers, and says what matters."""
        draft = self.case.draft
        if draft is None:
            return False
        needed, document = self.expected["must_contain"], str(self.expected["document"])
        assert isinstance(needed, list)
        return all(words in draft.text.lower() for words in needed) and any(
            document in citation.document_id for citation in draft.citations
        )


@pytest.fixture(scope="module")
def outcomes(embedder: SentenceEmbedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Outcome]]:
    """Every message of the sample, answered from its knowledge."""
    folder = tmp_path_factory.mktemp("sample")
    index = Index.open(f"sqlite:///{folder / 'library.db'}", folder, embedder)
    for source in sources_of(read_settings(SAMPLE / "assist.toml").sources, SAMPLE):
        refresh(source, index, now=lambda: NOON)
    meaning = EmbeddedMeaning(embedder)
    checker = Checker(index, meaning, handles=frozenset({"fennbycare"}))
    assistant = Assistant(checker, [ExtractiveDrafter(meaning)])
    yield [Outcome(expected, answered(assistant, messages)) for expected, messages in conversations()]
    index.close()


def conversations() -> Iterator[tuple[dict[str, object], list[Message]]]:
    """Each message with those before it in its conversation, and what is expected of it."""
    rows = [json.loads(line) for line in (SAMPLE / "messages.jsonl").read_text("utf-8").splitlines()]
    expected = [json.loads(line) for line in (SAMPLE / "expected.jsonl").read_text("utf-8").splitlines()]
    heard: dict[str, list[Message]] = defaultdict(list)
    for row, wanted in zip(rows, expected, strict=True):
        message = a_message(row["text"], public=not row["direct"], mentions_us="@FennbyCare" in row["text"])
        heard[row["conversation"]].append(message)
        yield wanted, list(heard[row["conversation"]])


def answered(assistant: Assistant, messages: list[Message]) -> Case:
    return assistant.respond(a_case(*messages), NOON).case


def drafts(outcomes: list[Outcome]) -> list[Draft]:
    return [outcome.case.draft for outcome in outcomes if outcome.case.draft is not None]


def test_three_of_four_answerable_messages_get_the_right_draft(outcomes: list[Outcome]) -> None:
    answerable = [outcome for outcome in outcomes if outcome.kind == "answerable"]
    wrong = [outcome.case.message.text for outcome in answerable if not outcome.right]
    assert len(wrong) <= len(answerable) / 4, wrong


def test_what_nobody_solved_is_not_answered(outcomes: list[Outcome]) -> None:
    unanswerable = [outcome.case for outcome in outcomes if outcome.kind == "unanswerable"]
    assert {case.stage for case in unanswerable} == {Stage.WITH_EXPERT}


@pytest.mark.parametrize("kind", ["hostile", "spam", "no_reply"])
def test_hostile_messages_spam_and_thanks_get_no_draft(outcomes: list[Outcome], kind: str) -> None:
    assert [outcome.case.draft for outcome in outcomes if outcome.kind == kind and outcome.case.draft] == []


def test_other_languages_wait_for_a_person(outcomes: list[Outcome]) -> None:
    foreign = [outcome.case for outcome in outcomes if outcome.kind == "language"]
    assert {case.stage for case in foreign} == {Stage.WITH_EXPERT}


def test_private_matters_are_taken_out_of_the_public(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.kind == "private":
            draft = outcome.case.draft
            assert draft is None or "direct message" in draft.text


def test_nothing_from_internal_notes_reaches_a_customer(outcomes: list[Outcome]) -> None:
    assert [draft.text for draft in drafts(outcomes) if any(name in draft.text for name in INSIDE)] == []


def test_every_draft_may_be_sent_as_it_stands(outcomes: list[Outcome]) -> None:
    assert [draft for draft in drafts(outcomes) if draft.blocked] == []
