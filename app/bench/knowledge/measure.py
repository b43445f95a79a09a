"""From an expert's submit to the new drafts, answer after answer, beside a worker's thread as a desk has it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter, sleep
from typing import Any

import numpy as np

from app.bench.drafting.messages import messages_of
from app.bench.knowledge.desk import BenchDesk
from app.bench.knowledge.matters import Matter, matter, message
from app.bench.scale import ours
from app.bench.scale.material import Told
from app.bench.scale.workplace import Workplace
from app.contributions import Learner
from app.wiring import now
from desk import casework
from desk.cases import Case, CaseId, Priority, Stage
from desk.contributions import Contribution
from desk.messages import Message
from index.embedding.embed import SentenceEmbedder
from index.knowledge import Audience

GOAL_S = 10
POLL = timedelta(seconds=2)  # how often a desk's worker looks, unless its settings say otherwise
_LOOK = 0.02  # seconds between two looks at the cases
_TOO_LONG = 120  # seconds: then a draft is missing
_WAITS = "nothing in the knowledge is close enough to the question"
NOTE = "notes and questions have vectors of the model, the passages among which they are found generated ones"


@dataclass
class Marks:
    """When each part of one answer was done, in seconds since its submit."""

    begun: float = field(default_factory=perf_counter)
    at: dict[str, float] = field(default_factory=dict)
    drafted: dict[CaseId, float] = field(default_factory=dict)

    def mark(self, what: str) -> None:
        """It is done now."""
        self.at[what] = perf_counter() - self.begun


def measure(place: Workplace, real: Path | None, submits: int, others: int, told: Told) -> dict[str, Any]:
    """All figures, as JSON has them: `submits` answers with three cases each, among `others` that wait too."""
    told(0, submits, "making the material")
    place.prepare(real, told)
    told(0, submits, "exporting the model")
    ours.prepare(place)
    told(0, submits, "building the index")
    store, _ = ours.build(place)
    messages, source = messages_of(real, others)
    with TemporaryDirectory(prefix="knowledge-", dir=place.folder) as work:
        copy = copytree(store, Path(work) / "store")
        desk = BenchDesk(Path(work), copy, place.material, SentenceEmbedder(exports=ours.exports(place)))
        for number, text in enumerate(messages):
            _with_expert(desk, message(f"other-{number}", text, now))
        marks = list(_submitted(desk, submits, told))
        wrong = _wrong(desk)
        desk.index.close()
    return {
        "passages": place.count,
        "note": f"{place.material.note}; {NOTE}; other cases from {source}",
        "other_cases": len(messages),
        "poll_s": POLL.total_seconds(),
        **figures_of(marks),
        "drafted_wrongly": wrong,
        "goal_s": GOAL_S,
    }


def figures_of(marks: Sequence[Marks]) -> dict[str, Any]:
    """Seconds from the submit: to the first new draft, to the last of three, and until its author could be told."""
    first = [min(one.drafted.values()) for one in marks if one.drafted]
    last = [max(one.drafted.values()) for one in marks if len(one.drafted) == 3]
    return {
        "submits": len(marks),
        "drafted": sum(len(one.drafted) for one in marks),
        "of": 3 * len(marks),
        "to_first_draft": _times(first),
        "to_all_drafts": _times(last),
        "to_told": _times([one.at["told"] for one in marks]),
        "parts": {
            "until it is taken up, written and found": _times([one.at["written"] for one in marks]),
            "drafting what waits": _times([one.at["drafted"] - one.at["written"] for one in marks]),
            "telling": _times([one.at["told"] - one.at["drafted"] for one in marks]),
        },
    }


def _times(seconds: Sequence[float]) -> dict[str, float] | None:
    if not seconds:
        return None
    return {
        name: float(np.percentile(seconds, rank)) for name, rank in (("p50", 50), ("p95", 95), ("max", 100))
    }


def _submitted(desk: BenchDesk, submits: int, told: Told) -> Iterator[Marks]:
    """One after the other; the first, which loads what is loaded once, does not count."""
    parts: dict[str, Marks] = {}
    learner = desk.learner(lambda contribution, part: parts[contribution.key].mark(part))
    with _beside(learner):
        for number in range(submits + 1):
            told(max(0, number - 1), submits, "answering")
            about = matter(number)
            cases = [
                _with_expert(desk, message(f"{number}-{one}", text, now))
                for one, text in enumerate(about.asked)
            ]
            sleep(POLL.total_seconds() * (number % 7) / 7)  # not in step with the worker
            marks = parts[f"answer-{number}"] = Marks()
            desk.ledger.contributions.add(_contribution(number, about, cases[0]))
            _watch(desk, cases, marks)
            if number:
                yield marks


def _watch(desk: BenchDesk, cases: Sequence[Case], marks: Marks) -> None:
    """Until the author could be told, and once more."""
    over = False
    while not over:
        over = "told" in marks.at or perf_counter() - marks.begun > _TOO_LONG
        for case in cases:
            if case.id not in marks.drafted and _is_drafted(desk, case.id):
                marks.drafted[case.id] = perf_counter() - marks.begun
        sleep(_LOOK)


def _is_drafted(desk: BenchDesk, id: CaseId) -> bool:
    return desk.ledger.case(id).stage is Stage.AWAITING_DECISION


def _with_expert(desk: BenchDesk, message: Message) -> Case:
    """A case for which nothing was found."""
    at = now()
    number = desk.ledger.receive(message, priority=Priority.NORMAL, due_at=at + timedelta(hours=1), at=at)
    assert number is not None  # noqa: S101 - no two messages have one id
    case = desk.ledger.case(number)
    answer = desk.assistant.answer_to(case)
    return desk.ledger.apply(casework.hand_to_expert(case, answer.triage, answer.question, _WAITS, at))


def _contribution(number: int, about: Matter, asked: Case) -> Contribution:
    return Contribution(
        key=f"answer-{number}",
        by="sam",
        at=now(),
        question=about.question,
        answer=about.answer,
        audience=Audience.PUBLIC.value,
        products=(about.product,),
        case_id=asked.id,
    )


def _wrong(desk: BenchDesk) -> int:
    """How many cases have a draft although none of the answers was for them."""
    drafted = desk.ledger.cases({Stage.AWAITING_DECISION})
    return sum(case.conversation.startswith("other-") for case in drafted)


@contextmanager
def _beside(learner: Learner) -> Iterator[None]:
    stop = Event()
    thread = Thread(target=learner.run, args=(stop, POLL), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
