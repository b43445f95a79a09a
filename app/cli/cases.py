"""`assist cases` and `assist case`: what stands where."""

import click

from app.cli.output import as_json, print_json, print_table
from app.cli.place import Place
from desk.cases import Case, CaseId, Stage


@click.command()
@click.option("--stage", "stages", multiple=True, type=click.Choice([stage.value for stage in Stage]))
@as_json
@click.pass_obj
def cases(place: Place, stages: tuple[str, ...], as_json: bool) -> None:
    """List cases, soonest due first."""
    found = place.house.ledger.cases({Stage(stage) for stage in stages} or None)
    if as_json:
        print_json([_row(case) for case in found])
    else:
        columns = ["id", "stage", "due", "from", "message", "draft"]
        print_table(
            columns,
            [[case.id, case.stage.value, f"{case.due_at:%d %b %H:%M}", *_cells(case)] for case in found],
        )


def _cells(case: Case) -> list[str]:
    draft = case.draft.text if case.draft else f"({case.reason})" if case.reason else ""
    return [case.message.author_handle, " ".join(case.message.text.split())[:70], draft[:90]]


def _row(case: Case) -> dict[str, object]:
    return {
        "id": case.id,
        "stage": case.stage,
        "priority": case.priority.name.lower(),
        "due_at": case.due_at,
        "author": case.message.author_handle,
        "text": case.message.text,
        "draft": case.draft.text if case.draft else None,
        "reason": case.reason,
    }


@click.command()
@click.argument("id", type=click.IntRange(1, 2**63 - 1))
@as_json
@click.pass_obj
def case(place: Place, id: int, as_json: bool) -> None:
    """Show one case: its messages, its newest draft with the proof, and who did what when."""
    ledger = place.house.ledger
    found = ledger.case(CaseId(id))
    history = ledger.history(found.id)
    if as_json:
        print_json({**_row(found), "case": found, "history": history})
        return
    print(
        f"Case {found.id}: {found.stage.value}, due {found.due_at:%d %b %H:%M}"
        + (f" — {found.reason}" if found.reason else "")
    )
    for message in found.messages:
        print(f"\n@{message.author_handle} at {message.posted_at:%d %b %H:%M}:\n  {message.text}")
    if found.draft:
        print(f"\nDraft {found.draft.version} ({found.draft.to.value}): {found.draft.text}")
        for citation in found.draft.citations:
            print(f"  [{citation.marker}] {citation.title}: “{' '.join(citation.quote.split())}”")
    print()
    print_table(
        ["when", "who", "what", ""], [[f"{e.at:%d %b %H:%M:%S}", e.by, e.action, e.detail] for e in history]
    )
