"""How a Home tab lists cases: some of them with a button each, and how many there are; pure."""

from collections.abc import Sequence
from datetime import datetime

from bots.slack.kit.blocks import Block, button, context, header, paragraph, run, section
from bots.slack.kit.text import label, time_left
from bots.slack.kit.wording import PRIORITIES, STAGES
from desk import sla
from desk.cases import Case
from desk.service_level import USUAL, ServiceLevel

OPEN_CASE = "open_case"
MAX_TEXT = 120  # characters of a customer's message


def listing(title: str, rows: Sequence[Block], total: int, nothing: str = "None.") -> list[Block]:
    """A title that says how many there are, a row for each of the first, and how many more there are."""
    if not total:
        return [header(title), paragraph(run(nothing))]
    more = total - len(rows)
    return [header(f"{title} ({total})"), *rows, *([context(f"and {more} more")] if more else [])]


def row(where: str, case: Case, now: datetime, *beside: str, level: ServiceLevel = USUAL) -> Block:
    """One case with the button that leads to its card; `where` tells the lists of one tab apart."""
    told = [STAGES[case.stage], PRIORITIES[case.priority], time_left(sla.left(case, now, level)), *beside]
    message = case.message
    said = f"@{label(message.author_handle)}: {label(message.text, MAX_TEXT)}"
    name = f"Open case {case.id}"
    return section(
        f"Case {case.id} · {' · '.join(told)}\n{said}",
        button(OPEN_CASE, name, str(case.id), spoken=f"{name}: {label(message.text, 50)}"),
        block_id=f"{where}-{case.id}",
    )
