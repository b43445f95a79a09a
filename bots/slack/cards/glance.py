"""The first lines of a card: where the case stands, how long there is, who has it. Pure."""

from datetime import datetime

from bots.slack.cards.buttons import DONE, rests
from bots.slack.kit.blocks import Block, Run, date, link, paragraph, run
from bots.slack.kit.text import label, span, time_left
from bots.slack.kit.wording import PLACES, PRIORITIES, STAGES
from desk import sla
from desk.cases import Case, Decision, Stage, Verdict
from desk.guards import endorser_of
from desk.service_level import USUAL, ServiceLevel

SECONDS = "{date_short_pretty} {time_secs}"


def title(case: Case) -> str:
    """A case and where it stands."""
    if rests(case):
        return f"Case {case.id}: snoozed"
    if case.stage is Stage.AWAITING_DECISION and endorser_of(case):
        return f"Case {case.id}: waiting for a second approval"
    return f"Case {case.id}: {STAGES[case.stage]}"


def glance(case: Case, now: datetime, level: ServiceLevel = USUAL) -> Block:
    """How urgent it is, and whose: one line."""
    if rests(case) and case.snoozed_until is not None:
        runs = [run("Snoozed until ", bold=True), date(case.snoozed_until), run(" · due "), date(case.due_at)]
        return paragraph(*runs, *_owner(case))
    return paragraph(
        run(mark(case, now, level), bold=True),
        run(" at "),
        date(now),
        run(f" · {PRIORITIES[case.priority]} · due "),
        date(case.due_at),
        *_owner(case),
    )


def mark(case: Case, now: datetime, level: ServiceLevel = USUAL) -> str:
    """The time that is left, with the mark that it carries in words."""
    left = sla.left(case, now, level)
    if left is not None and sla.breached(case, now):
        return f"Overdue by {span(left)}"
    return f"At risk: {time_left(left)}" if sla.at_risk(case, now, level) else time_left(left)


def going_out(case: Case, now: datetime) -> list[Block]:
    """When an approved reply goes out; until then it can be undone."""
    if case.stage is not Stage.APPROVED:
        return []
    if case.send_after is None or case.send_after <= now:
        return [paragraph(run("Goes out now.", bold=True))]
    at = date(case.send_after) | {"format": SECONDS, "fallback": f"{case.send_after:%Y-%m-%d %H:%M:%S} UTC"}
    again = "Is tried again at " if case.reason else "Goes out at "
    return [paragraph(run(again, bold=True), at, run(" unless somebody takes it back with Undo."))]


def decided(case: Case, why_two: str | None) -> list[Block]:
    """Who decided, and whether a second person must."""
    if case.decision is not None:
        return [paragraph(*_decision(case.decision))]
    if case.stage is not Stage.AWAITING_DECISION:
        return []
    because = f", because {label(why_two, 200)}" if why_two else ""
    first = endorser_of(case)
    if first is not None:
        told = f"Approved by {label(first)}; a second person must approve{because}."
        return [paragraph(run(told, bold=True))]
    return [paragraph(run(f"Two people must approve{because}.", bold=True))] if why_two else []


def receipt(case: Case) -> list[Block]:
    """When it went out and where it stands now; nothing for what did not."""
    if case.receipt is None:
        return []
    reply = link(case.receipt.url, f"reply {label(case.receipt.external_id)}")
    way = f"Sent as {PLACES[case.draft.to]} " if case.draft else "Sent "
    return [paragraph(run(way, bold=True), date(case.receipt.at), run(" · "), reply)]


def _owner(case: Case) -> list[Run]:
    if case.stage in DONE:
        return []
    return [run(f" · claimed by {label(case.assignee)}" if case.assignee else " · nobody has claimed it")]


def _decision(decision: Decision) -> list[Run]:
    did = "Approved" if decision.verdict is Verdict.APPROVED else "Rejected"
    first = f"{label(decision.endorsed_by)} and " if decision.endorsed_by else ""
    return [
        run(f"{did} by {first}{label(decision.by)}", bold=True),
        run(f" (draft {decision.draft_version}), "),
        date(decision.at),
    ]
