"""`assist draft`: a sourced draft for one message."""

import click

from app.cli.output import as_json, print_json
from app.cli.place import Place
from assist.answers import Answer
from desk.cases import Citation, Draft, Problem, To


@click.command()
@click.argument("text")
@click.option("--to", type=click.Choice([to.value for to in To]), help="Overrule the plan: public or dm.")
@as_json
@click.pass_obj
def draft(place: Place, text: str, to: str | None, as_json: bool) -> None:
    """Draft a reply to one message. Nothing is stored and nothing is sent."""
    if not text.strip():
        raise click.UsageError("the message is empty: give the customer's words in quotes")
    answer = place.house.assistant.answer(text, to=To(to) if to else None)
    if as_json:
        print_json(as_row(answer))
    else:
        print(as_text(answer))


def as_row(answer: Answer) -> dict[str, object]:
    """The fixed JSON of a draft (docs/commands.md)."""
    draft = answer.draft
    row: dict[str, object] = {
        "abstained": answer.abstained,
        "reason": answer.reason,
        "question": answer.question,
    }
    if draft is None:
        nothing: dict[str, object] = {
            "text": None,
            "to": None,
            "weighted_length": 0,
            "citations": [],
            "problems": [],
            "drafter": None,
        }
        return {**nothing, **row, "cost_usd": 0.0}
    fields = ("text", "to", "to_reason", "weighted_length", "citations", "problems", "drafter", "cost_usd")
    return {**row, **{name: getattr(draft, name) for name in fields}}


def as_text(answer: Answer) -> str:
    """The draft with its numbered sources, for people."""
    if answer.draft is None:
        return f"No draft: {answer.reason}"
    return "\n".join([answer.draft.text, "", *proof(answer.draft)])


def proof(draft: Draft) -> list[str]:
    """Where it goes and why, each sentence's source, and what the checks say; a line each."""
    head = f"to {draft.to.value} ({draft.to_reason}); {draft.weighted_length} characters as X counts"
    sources = [line for citation in draft.citations for line in _source(citation)]
    return [head, *sources, *[_problem(problem) for problem in draft.problems]]


def _source(citation: Citation) -> tuple[str, str]:
    page = "" if citation.page is None else f", page {citation.page}"
    where = f"version {citation.document_version}, characters {citation.start} to {citation.end}"
    return (
        f"[{citation.marker}] {citation.title}{page}: “{' '.join(citation.quote.split())}”",
        f"    {citation.url or citation.document_id}, {where}",
    )


def _problem(problem: Problem) -> str:
    return f"{'HELD BACK' if problem.blocking else 'note'}: {problem.message} ({problem.check})"
