"""Messages to an assistant in a process of its own: what each takes, by part, and one search beside it.

python -m app.bench.drafting.ask MATERIAL COUNT STORE EXPORTS MESSAGES      MESSAGES: a file with a JSON list of texts;
prints a line of JSON for each message, {"done": 1}, and in the last line the figures
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

import numpy as np

from app.bench.measured import plain, times
from app.bench.scale.known import KnownVectors
from app.bench.scale.material import Material
from assist.checks.run import Checker
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.meaning import EmbeddedMeaning
from assist.respond import Assistant
from desk import casework
from desk.cases import Case, CaseId, Priority
from desk.messages import Message
from index.embedding.embed import SentenceEmbedder
from index.knowledge import Audience
from index.search import Index

T = TypeVar("T")
AT = datetime(2026, 1, 1, tzinfo=UTC)
COURTESY = (
    "a courtesy without a source"  # it takes no drafting, and would make the figures better than they are
)
ANYTHING = 0.0  # the floor, and the score from which a sentence answers


@dataclass(frozen=True)
class AskedByModel:
    """An Embedder: a question takes the model as long as any, and gets a vector of the material."""

    model: SentenceEmbedder
    known: KnownVectors

    @property
    def name(self) -> str:
        """What the store's vectors are called."""
        return self.known.name

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self.known.dimension

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Passages: (len(texts), dimension) float32 of unit length."""
        return self.known.embed(texts)

    def embed_questions(self, texts: Sequence[str]) -> np.ndarray:
        """The same for questions."""
        self.model.embed_questions(texts)
        return self.known.embed_questions(texts)


@dataclass(frozen=True)
class Spent:
    """Seconds, by the wall clock and of all threads' CPU."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Asked:
    """One message, and the CPU of the parts of its draft. `reason` says why there is none; None when there is one."""

    search: Spent
    answer: Spent
    parts_ms: Mapping[str, float]
    reason: str | None


def ask(material: Material, store: Path, exports: Path, messages: Sequence[str]) -> Iterator[Asked]:
    """Each message searched for and answered in turn, so that a neighbour's load falls on both."""
    model = SentenceEmbedder(exports=exports)
    index = Index.open(
        f"sqlite:///{store / 'library.db'}", store / "index", AskedByModel(model, material.known_vectors())
    )
    assistant = _assistant(index, model)
    _asked(index, assistant, _case(0, f"{messages[0]} (first)"))  # loads what is loaded once
    for number, text in enumerate(messages, start=1):
        yield _asked(index, assistant, _case(number, text))
    index.close()


def _assistant(index: Index, model: SentenceEmbedder) -> Assistant:
    """As a desk has it, but that nothing is too far from the question: relevance is not real here."""
    meaning = EmbeddedMeaning(model)
    drafter = ExtractiveDrafter(meaning, answers=ANYTHING)
    return Assistant(Checker(index, meaning), [drafter], floor=ANYTHING, ticks=process_time)


def _case(number: int, text: str) -> Case:
    key = str(number)
    message = Message("bench", key, key, key, "customer", "Customer", text, AT, public=True, mentions_us=True)
    due_at = AT + timedelta(hours=1)
    return casework.opened(CaseId(number), message, priority=Priority.NORMAL, due_at=due_at, at=AT).case


def _asked(index: Index, assistant: Assistant, case: Case) -> Asked:
    # Not in the words that the assistant searches with: the vector of a question is remembered.
    _, search = _spent(lambda: index.search(f"{case.message.text} #{case.id}", audience=Audience.PUBLIC))
    step, answer = _spent(lambda: assistant.respond(case, AT))
    draft = step.case.draft
    if draft is None:
        return Asked(search, answer, {}, step.case.reason or step.case.stage.value)
    if not draft.citations:
        return Asked(search, answer, {}, COURTESY)
    return Asked(search, answer, draft.made.timings_ms, None)


def _spent(call: Callable[[], T]) -> tuple[T, Spent]:
    wall, cpu = perf_counter(), process_time()
    result = call()
    return result, Spent(perf_counter() - wall, process_time() - cpu)


def figures_of(asked: Sequence[Asked]) -> dict[str, Any]:
    """Times in milliseconds of messages with a draft, of all, and of searches; and why the others have none."""
    drafted = [one for one in asked if one.reason is None]
    return {
        "messages": len(asked),
        "drafted": len(drafted),
        "no_draft": dict(Counter(one.reason for one in asked if one.reason is not None).most_common()),
        "to_draft": _times([one.answer for one in drafted]),
        "any_message": _times([one.answer for one in asked]),
        "search": _times([one.search for one in asked]),
        "parts": _parts([one.parts_ms for one in drafted]),
    }


def _times(spent: Sequence[Spent]) -> dict[str, float] | None:
    """By the wall clock, and the CPU of the median and the 95th percentile, which a busy machine changes less."""
    if not spent:
        return None
    cpu = [each.cpu for each in spent]
    whole = plain(times([each.wall for each in spent], sum(cpu)))
    return whole | {f"cpu_{name}": value * 1000 for name, value in _percentiles(cpu).items()}


def _parts(parts_ms: Sequence[Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Of each part of the work p50 and p95 in milliseconds of CPU, and its share of the whole."""
    names = dict.fromkeys(name for each in parts_ms for name in each)
    taken = {name: [each.get(name, 0.0) for each in parts_ms] for name in names}
    whole = sum(map(sum, taken.values())) or 1.0
    return {name: {**_percentiles(its), "share": sum(its) / whole} for name, its in taken.items()}


def _percentiles(values: Sequence[float]) -> dict[str, float]:
    return {f"p{rank}": float(np.percentile(values, rank)) for rank in (50, 95)}


def main(material: str, count: str, store: str, exports: str, messages: str) -> None:
    """Print how far it is, then the figures."""
    texts = json.loads(Path(messages).read_text(encoding="utf-8"))
    asked = []
    for one in ask(Material(Path(material), int(count)), Path(store), Path(exports), texts):
        asked.append(one)
        print(json.dumps({"done": len(asked)}), flush=True)
    print(json.dumps(figures_of(asked)))


if __name__ == "__main__":
    main(*sys.argv[1:])
