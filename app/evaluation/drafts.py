"""Drafts for judged questions: how many there are, what proves them, where they come from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

from app.evaluation.assistant import assistant_over
from app.evaluation.corpus import index_of, kept_in
from app.evaluation.draft_figures import figures_of, wrongly_answered
from app.evaluation.supported_share import rows_of, verdicts_on
from app.wiring import House
from assist.knowledge.evidence import Knowledge
from assist.reply.answers import Answer
from assist.reply.channels import X
from assist.respond import Assistant
from assist.text.length import links_in
from desk.drafts import Citation, Draft
from index.evaluation.metrics import Grades
from index.knowledge import DocumentId

Told = Callable[[int, int], None]  # so many of so many messages are answered
Row = dict[str, Any]  # as it becomes a line of JSON


@dataclass(frozen=True)
class Judged:
    """Questions by id with their judged documents, and messages by id that the corpus does not answer."""

    questions: Mapping[str, str]
    grades: Mapping[str, Grades]
    unanswerable: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, str]:
        """The questions that have a judged document."""
        return {key: question for key, question in self.questions.items() if self.grades.get(key)}


def draft_figures(
    house: House, corpus: Path, judged: Judged, *, store: Path | None, told: Told
) -> tuple[dict[str, Any], list[Row]]:
    """The fixed JSON of `assist eval drafts` (docs/commands.md), and what became of each question and message.

    Questions without a judged document are left out, and counted.
    """
    asked = judged.asked
    with kept_in(store) as folder, index_of(corpus, folder, house.embedder) as index:
        messages = {**asked, **judged.unanswerable}
        rows = list(drafted(assistant_over(house, index), index, messages, judged.grades, told))
    ours, others = rows[: len(asked)], rows[len(asked) :]
    with corpus.open(encoding="utf-8-sig") as lines:
        documents = rows_of(lines)
    verdicts = [verdict for row in ours for verdict in verdicts_on(row, documents)]
    figures = figures_of(ours, verdicts) | {"dropped": len(judged.questions) - len(asked)}
    return figures | ({"unanswerable": wrongly_answered(others)} if others else {}), rows


def drafted(
    assistant: Assistant,
    knowledge: Knowledge,
    messages: Mapping[str, str],
    grades: Mapping[str, Grades],
    told: Told,
) -> Iterator[Row]:
    """What becomes of each message; `labelled` are its judged documents, the best first."""
    for number, (key, message) in enumerate(messages.items(), start=1):
        begun = perf_counter()
        answer = assistant.answer(message)
        seconds = perf_counter() - begun
        labelled = sorted(grades.get(key, {}), key=lambda document: -grades[key][document])
        head = {"id": key, "message": message, "labelled": labelled, "seconds": seconds}
        yield head | _row(answer, knowledge)
        told(number, len(messages))


def _row(answer: Answer, knowledge: Knowledge) -> Row:
    row = {"question": answer.question, "abstained": answer.abstained, "reason": answer.reason}
    if answer.draft is None:
        return row | {"text": None, "citations": [], "problems": []}
    return row | _draft_row(answer.draft, knowledge)


def _draft_row(draft: Draft, knowledge: Knowledge) -> Row:
    return {
        "text": draft.text,
        "to": draft.to.value,
        "to_reason": draft.to_reason,
        "weighted_length": draft.weighted_length,
        "over_length": X.length(draft.to, draft.text) > X.limit(draft.to),
        "links": links_in(draft.text),
        "drafter": draft.drafter,
        "cost_usd": draft.cost_usd,
        "considered": list(dict.fromkeys(passage.document_id for passage in draft.made.considered)),
        "timings_ms": dict(draft.made.timings_ms),
        "citations": [_with_version(citation, knowledge) for citation in draft.citations],
        "problems": [asdict(problem) for problem in draft.problems],
    }


def _with_version(citation: Citation, knowledge: Knowledge) -> Row:
    """The citation, and what tells the version of its document to somebody who has only the corpus."""
    document = knowledge.document(DocumentId(citation.document_id), citation.document_version)
    text = document.text if document is not None else ""
    return asdict(citation) | {"document_sha256": sha256(text.encode()).hexdigest()}
