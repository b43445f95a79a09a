"""The card of a case: what came, what we would say and on whose word, and what a person can do. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.knowledge.guidance import Guidance
from assist.reply.telling import UNCHECKED, UNDERWAY
from bots.slack.cards.buttons import MAX_DRAFT, buttons_of, shown_whole
from bots.slack.cards.proof import checks_of, draft_of, guidance_of, sources_of, way_of
from bots.slack.cards.story import before, message_of, reading_of
from bots.slack.kit.blocks import Block, Run, context, date, divider, header, link, paragraph, run
from bots.slack.kit.text import escaped, label, time_left
from bots.slack.kit.wording import PRIORITIES, STAGES
from desk import sla
from desk.cases import Case, Decision, Stage, Verdict
from desk.drafts import Draft
from desk.history import Customer

MAX_CARD = 13_000  # `msg_blocks_too_long` comes at about 13,200: github.com/slackapi/bolt-js/issues/2509
ELSEWHERE = "What it was read as, and what the team knows of it, stands on the web desk."
MAX_UNFINISHED = 300  # characters of a draft that is still being written
_DONE = frozenset({Stage.SET_ASIDE, Stage.SENT, Stage.RESOLVED})


@dataclass(frozen=True)
class Room:
    """How many characters and sources the parts of a card get. The draft itself always stands whole."""

    message: int
    sources: int
    quote: int
    guidance: int  # of each passage; 0: only how many there are
    line: int  # of verdicts, questions and forms; 0: none of them
    problems: int
    words: int  # of a problem or a reason
    marked: bool = True  # the words that problems are about


ROOMS = (
    Room(message=2900, sources=10, quote=200, guidance=600, line=200, problems=6, words=300),
    Room(message=1500, sources=6, quote=120, guidance=300, line=120, problems=6, words=200),
    Room(message=500, sources=3, quote=60, guidance=0, line=60, problems=4, words=120),
    Room(message=100, sources=1, quote=20, guidance=0, line=0, problems=2, words=50, marked=False),
)


def card(
    case: Case,
    customer: Customer,
    now: datetime,
    guidance: Sequence[Guidance] = (),
    unfinished: str = "",
) -> list[Block]:
    """A case's card in blocks, with as much of everything as Slack takes in one message.

    `unfinished` is what a drafter has written by now.
    """
    for room in ROOMS:
        filled = _card(case, customer, now, guidance, room, _unfinished(unfinished))
        if size(filled) <= MAX_CARD:
            break
    return filled


def size(filled: list[Block]) -> int:
    """Characters of all blocks together."""
    return len(json.dumps(filled, ensure_ascii=False))


def notification(case: Case) -> str:
    """The line for lock screens and screen readers; Slack reads markup here."""
    message = case.message
    return escaped(f"{title(case)}. @{label(message.author_handle)}: {label(message.text, 200)}")


def title(case: Case) -> str:
    """A case and where it stands."""
    return f"Case {case.id}: {STAGES[case.stage]}"


def _card(
    case: Case,
    customer: Customer,
    now: datetime,
    guidance: Sequence[Guidance],
    room: Room,
    unfinished: list[Block],
) -> list[Block]:
    return [
        header(title(case)),
        _urgency(case, now),
        context(_known(case, customer)),
        *before(case, room.line),
        message_of(case, room.message),
        *(reading_of(case, room.line) if room.line else [context(ELSEWHERE)]),
        *_reason(case, room),
        *(_draft(case, case.draft, room) if case.draft else []),
        *(guidance_of(guidance, room.guidance) if room.line else []),
        *([context("The customer wrote again after this draft was made.")] if case.wrote_again else []),
        *unfinished,
        *_decided(case),
        *_receipt(case),
        *buttons_of(case),
    ]


def _urgency(case: Case, now: datetime) -> Block:
    runs = [run(PRIORITIES[case.priority], bold=True), run(" · due "), date(case.due_at)]
    if case.stage not in _DONE:
        runs += [run(f" · {time_left(sla.left(case, now))} at "), date(now)]
    return paragraph(*runs)


def _known(case: Case, customer: Customer) -> str:
    reach = "" if customer.reach is None else f" · {customer.reach:,} followers"
    earlier = f" · {customer.earlier_cases} earlier case{'' if customer.earlier_cases == 1 else 's'}"
    last = "" if customer.last_contact is None else f", last {customer.last_contact:%Y-%m-%d}"
    return (
        f"{label(customer.name)} (@{label(customer.handle)}) on {label(case.channel)}{reach}{earlier}{last}"
    )


def _reason(case: Case, room: Room) -> list[Block]:
    return [paragraph(run("Why: ", bold=True), run(label(case.reason, room.words)))] if case.reason else []


def _draft(case: Case, draft: Draft, room: Room) -> list[Block]:
    return [
        divider(),
        draft_of(draft, MAX_DRAFT, marked=room.marked),
        *sources_of(draft, limit=room.sources, quote=room.quote),
        *checks_of(draft, limit=room.problems, words=room.words),
        *way_of(draft, sent=case.stage is Stage.SENT, words=room.words, line=room.line),
        *_cut(draft),
    ]


def _cut(draft: Draft) -> list[Block]:
    if shown_whole(draft):
        return []
    return [context("Too long to be shown whole here: decide on the web desk.")]


def _unfinished(text: str) -> list[Block]:
    """A text that nothing has checked yet, in letters only."""
    if not text:
        return []
    return [paragraph(run(f"{UNDERWAY} ", bold=True), run(label(text, MAX_UNFINISHED))), context(UNCHECKED)]


def _decided(case: Case) -> list[Block]:
    return [paragraph(*_decision(case.decision))] if case.decision else []


def _decision(decision: Decision) -> list[Run]:
    did = "Approved" if decision.verdict is Verdict.APPROVED else "Rejected"
    return [
        run(f"{did} by {label(decision.by)}", bold=True),
        run(f" (draft {decision.draft_version}), "),
        date(decision.at),
    ]


def _receipt(case: Case) -> list[Block]:
    if case.receipt is None:
        return []
    reply = link(case.receipt.url, f"reply {label(case.receipt.external_id)}")
    return [paragraph(run("Sent ", bold=True), date(case.receipt.at), run(" · "), reply)]
