"""`assist draft`: a sourced draft for one message."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

import click

from app.cli.output import as_json, print_json
from app.cli.place import Place
from assist.knowledge.guidance import Guidance
from assist.reply import telling
from assist.reply.answers import Answer
from desk.cases import Triage
from desk.drafts import Citation, Draft, Form, Problem, To

_OF_A_DRAFT = (
    *("text", "to", "to_reason", "weighted_length", "problems", "drafter", "cost_usd"),
    *("public_line", "forms", "vouched", "made"),
)
_NO_DRAFT: dict[str, object] = {
    "text": None,
    "to": None,
    "weighted_length": 0,
    "citations": [],
    "problems": [],
    "drafter": None,
    "cost_usd": 0.0,
    "public_line": "",
    "forms": [],
}


@click.command()
@click.argument("text")
@click.option("--to", type=click.Choice([to.value for to in To]), help="Overrule the plan: public or dm.")
@as_json
@click.pass_obj
def draft(place: Place, text: str, to: str | None, as_json: bool) -> None:
    """Draft a reply to one message. Nothing is stored and nothing is sent."""
    if not text.strip():
        raise click.UsageError("the message is empty: give the customer's words in quotes")
    assistant = place.house.assistant
    answer = assistant.answer(text, to=To(to) if to else None)
    guidance = assistant.guidance(answer.guidance)
    if as_json:
        print_json(as_row(answer, guidance))
    else:
        print(as_text(answer, guidance))


def as_row(answer: Answer, guidance: Sequence[Guidance] = ()) -> dict[str, object]:
    """The fixed JSON of a draft (docs/commands.md)."""
    return {
        **(_NO_DRAFT if answer.draft is None else _draft_row(answer.draft)),
        "abstained": answer.abstained,
        "reason": answer.reason,
        "question": answer.question,
        "triage": triage_row(answer.triage),
        "guidance": [asdict(passage) for passage in guidance],
    }


def as_text(answer: Answer, guidance: Sequence[Guidance] = ()) -> str:
    """The draft with its numbered sources, for people."""
    if answer.draft is None:
        told = [f"No draft: {answer.reason}"]
    else:
        told = [answer.draft.text, "", *proof(answer.draft), *other_forms(answer.draft)]
    return "\n".join([*told, "", *read_as(answer.triage), *inside(guidance)])


def proof(draft: Draft) -> list[str]:
    """Where it goes and why, each sentence's source, and what the checks say; a line each."""
    head = (
        f"to {draft.to.value} ({draft.to_reason}); {draft.weighted_length} characters as X counts;"
        f" {telling.made_by(draft)}"
    )
    sources = [line for citation in draft.citations for line in _source(citation)]
    vouched = [f"past a check, {telling.made_by(draft)}: “{draft.vouched}”"] if draft.vouched else []
    return [head, *sources, *[_problem(problem) for problem in draft.problems], *vouched]


def other_forms(draft: Draft) -> list[str]:
    """What may be said in public beside it, how else it could go out, and the price of each form; a line each."""
    beside = [f"{telling.BESIDE}: “{draft.public_line}”"] if draft.public_line else []
    return [*beside, *[_form(form) for form in draft.forms]]


def read_as(triage: Triage) -> list[str]:
    """What the message was read as, with the reasons, and each question of several; a line each."""
    told = [
        f"{reading.name.lower()}: {reading.verdict}" + (f" ({reading.why})" if reading.why else "")
        for reading in telling.readings(triage)
    ]
    return [*told, *[f"asks: {each}" for each in telling.questions_to_answer(triage)]]


def inside(guidance: Iterable[Guidance]) -> list[str]:
    """What the team knows and the customer may not read; a line each."""
    return [
        f"{telling.INSIDE} ({passage.audience.value} only): {passage.title}: {' '.join(passage.text.split())}"
        for passage in guidance
    ]


def triage_row(triage: Triage) -> dict[str, object]:
    """Triage as JSON has it."""
    return {**asdict(triage), "priority": triage.priority.name.lower()}


def _draft_row(draft: Draft) -> dict[str, object]:
    citations = [{**asdict(citation), "version": citation.document_version} for citation in draft.citations]
    return {**{name: getattr(draft, name) for name in _OF_A_DRAFT}, "citations": citations}


def _source(citation: Citation) -> tuple[str, str]:
    page = "" if citation.page is None else f", page {citation.page}"
    where = f"version {citation.document_version}, characters {citation.start} to {citation.end}"
    return (
        f"[{citation.marker}] {citation.title}{page}: “{' '.join(citation.quote.split())}”",
        f"    {citation.url or citation.document_id}, {where}",
    )


def _problem(problem: Problem) -> str:
    weight = "HELD BACK" if problem.blocking else "note"
    words = f" “{problem.words}”:" if problem.words and problem.words not in problem.message else ""
    return f"{weight}:{words} {problem.message} ({problem.check})"


def _form(form: Form) -> str:
    closed = "" if form.possible else "not possible: "
    chosen = ", as it is now" if form.chosen else ""
    return f"{telling.form_name(form)}, {telling.price(form.cost_usd)}{chosen}: {closed}{form.reason}"
