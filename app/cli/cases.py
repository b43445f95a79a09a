"""`assist cases` and `assist case`: what stands where."""

import click

from app.cli.draft import inside, other_forms, proof, read_as
from app.cli.output import as_json, print_json, print_table
from app.cli.place import Place
from assist.knowledge.guidance import guidance_in
from assist.reply.telling import turns
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
    guidance = guidance_in(place.house.index, found.guidance) if found.guidance else ()
    if as_json:
        print_json({**_row(found), "case": found, "guidance": guidance, "history": history})
        return
    print("\n".join([*_head(found), *_talk(found), *_draft(found), *inside(guidance)]))
    print()
    print_table(
        ["when", "who", "what", ""], [[f"{e.at:%d %b %H:%M:%S}", e.by, e.action, e.detail] for e in history]
    )


def _head(case: Case) -> list[str]:
    reason = f" — {case.reason}" if case.reason else ""
    read = [f"  {line}" for line in read_as(case.triage)] if case.triage else []
    return [f"Case {case.id}: {case.stage.value}, due {case.due_at:%d %b %H:%M}{reason}", *read]


def _talk(case: Case) -> list[str]:
    """The conversation, oldest first."""
    return [
        line
        for turn in turns(case)
        for line in ("", f"{turn.who or 'we'} at {turn.at:%d %b %H:%M}:", f"  {turn.text}")
    ]


def _draft(case: Case) -> list[str]:
    """The newest draft with its proof."""
    if case.draft is None:
        return []
    told = [*proof(case.draft), *other_forms(case.draft)]
    return ["", f"Draft {case.draft.version}: {case.draft.text}", *[f"  {line}" for line in told]]
