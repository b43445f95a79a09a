"""Internal notes as the best evidence for public questions: nothing of them reaches a customer, however it is let out.

`make prove` plants 200 notes, other runs 12. The kinds of rewording under BEFORE_TUNING were looked at when the
thresholds were chosen, those under HELD_OUT only after a first figure was on record, AFTER_TUNING never.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from app.settings import read_settings
from app.source_settings import sources_of
from assist.checks.run import Checker
from assist.draft.citing import citation_of
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.meaning import EmbeddedMeaning
from assist.draft.ports import Assignment, Drafted
from assist.knowledge.evidence import Knowledge
from assist.respond import Assistant
from assist.text.plain import plain
from assist.text.sentences import pieces
from desk.cases import Case
from desk.drafts import Draft
from index.embedding.embed import SentenceEmbedder
from index.knowledge import Audience, Kind
from index.search import Index
from ingest.refresh import refresh
from ingest.sources import Source
from tests.assist.desk import a_case
from tests.assist.planted import AFTER_TUNING, BEFORE_TUNING, HELD_OUT, Planted, Rewording, planted
from tests.assist.planted_wordings import QUESTIONS
from tests.builders import ALICE, NOON, a_message

pytestmark = pytest.mark.slow
SAMPLE = Path(__file__).parents[2] / "app" / "sample"
ALL_KINDS = {**BEFORE_TUNING, **HELD_OUT, **AFTER_TUNING}


@pytest.fixture(scope="module")
def notes(rounds: int) -> list[Planted]:
    return planted(4 * rounds)


class Remembering:
    """A `Meaning` that embeds each sentence once: the same notes are compared with hundreds of texts here."""

    def __init__(self, embedder: SentenceEmbedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, np.ndarray] = {}

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        new = [text for text in dict.fromkeys([question, *sentences]) if text not in self._vectors]
        self._vectors |= zip(new, self._embedder.embed(new), strict=True)
        return [float(self._vectors[text] @ self._vectors[question]) for text in sentences]


@pytest.fixture(scope="module")
def checker(
    notes: list[Planted], embedder: SentenceEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Checker]:
    """Knows the sample and the planted notes."""
    folder = tmp_path_factory.mktemp("planted")
    index = Index.open(f"sqlite:///{folder / 'library.db'}", folder, embedder)
    (folder / "notes").mkdir()
    for one in notes:
        text = f"# {one.note.title}\n\n{one.note.text}\n"
        (folder / "notes" / f"planted-{one.number}.md").write_text(text, "utf-8")
    inside = Source("planted", Kind.SME_NOTE, str(folder / "notes"), Audience.INTERNAL)
    for source in [*sources_of(read_settings(SAMPLE / "assist.toml").sources, SAMPLE), inside]:
        refresh(source, index, now=lambda: NOON)
    yield Checker(index, Remembering(embedder), handles=frozenset({"fennbycare"}))
    index.close()


@pytest.fixture(scope="module")
def assistant(checker: Checker, embedder: SentenceEmbedder) -> Assistant:
    return Assistant(checker, [ExtractiveDrafter(EmbeddedMeaning(embedder))])


class Telling:
    """A drafter that has read the note, and says it under a citation of the best passage that it was given."""

    def __init__(self, text: str) -> None:
        self._text = text

    def draft(self, assignment: Assignment) -> Drafted:
        hit = assignment.evidence.hits[0]
        document = assignment.evidence.documents[hit.passage.document_id]
        cited = citation_of(1, self._text, hit, document, hit.passage.start, hit.passage.end)
        return Drafted((cited,), "language_model:telling")


def asked(one: Planted) -> Case:
    return a_case(a_message(one.question))


def held(draft: Draft) -> bool:
    return any(problem.check == "audience" and problem.blocking for problem in draft.problems)


@pytest.mark.parametrize("name", ALL_KINDS)
def test_a_note_that_somebody_retells_in_an_edit_is_held_back(
    name: str, notes: list[Planted], assistant: Assistant
) -> None:
    told = [(one, ALL_KINDS[name](one)) for one in notes]
    leaks = [text for one, text in told if not held(assistant.edited(asked(one), text, ALICE))]
    print(f"{name}: {len(leaks)} of {len(told)} went through")
    allowed = len(told) // 200 if name in AFTER_TUNING else 0  # "telegram": a date without its month
    assert len(leaks) <= allowed, leaks


@pytest.mark.parametrize("retold", [BEFORE_TUNING["copied"], HELD_OUT["chatty"]])
def test_a_drafter_that_knows_the_note_gets_nothing_out(
    retold: Rewording, notes: list[Planted], checker: Checker
) -> None:
    for one in notes:
        text = retold(one)
        answer = Assistant(checker, [Telling(text)], floor=0.0).answer(one.question)
        assert answer.draft is None or text not in answer.draft.text


def test_the_extractive_drafter_never_says_what_is_in_a_note(
    notes: list[Planted], assistant: Assistant
) -> None:
    drafts = [(one, assistant.answer(one.question).draft) for one in notes]
    assert not [draft for one, draft in drafts if draft and one.secret.rstrip(".") in draft.text]
    held_back = Counter(held(draft) for _, draft in drafts if draft)
    print(f"of {len(notes)} questions {sum(held_back.values())} got a draft, {held_back[True]} held back")
    assert held_back[True] == 0


def test_what_is_public_is_hardly_ever_held_back(checker: Checker, assistant: Assistant, rounds: int) -> None:
    case = a_case(a_message("@FennbyCare hello, one question please"))
    sentences = public_sentences(checker.knowledge)[:: max(1, 30 // rounds)]
    stopped = [text for text in sentences if held(assistant.edited(case, text, ALICE))]
    print(f"{len(stopped)} of {len(sentences)} public sentences were held back")
    assert len(stopped) <= 0.02 * len(sentences), stopped


def public_sentences(knowledge: Knowledge) -> list[str]:
    """Those of all documents of the sample that anybody may read, as a draft has them."""
    found = (
        hit.passage.document_id
        for name in QUESTIONS
        for hit in knowledge.search(name, audience=Audience.PUBLIC)
    )
    documents = filter(None, (knowledge.document(one) for one in dict.fromkeys(found)))
    return [plain(piece.text) for document in documents for piece in pieces(document.text)]
