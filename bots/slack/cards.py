"""The card of a case: what came, what we would say and on whose word, and what a person can do. Pure."""

import json
from dataclasses import dataclass
from datetime import datetime

from bots.slack.blocks import Block, Run, context, date, divider, header, link, paragraph, quoted, run
from bots.slack.buttons import MAX_DRAFT, buttons_of, shown_whole
from bots.slack.proof import checks_of, draft_of, sources_of
from bots.slack.text import escaped, label, shorten, time_left
from bots.slack.wording import PLACES, PRIORITIES, STAGES
from desk import sla
from desk.cases import Case, Customer, Decision, Draft, Stage, Verdict

MAX_CARD = 13_000  # `msg_blocks_too_long` comes at about 13,200: github.com/slackapi/bolt-js/issues/2509
MAX_EARLIER = 3
_DONE = frozenset({Stage.SET_ASIDE, Stage.SENT, Stage.RESOLVED})


@dataclass(frozen=True)
class Room:
    """How many characters and sources the parts of a card get. The draft itself always stands whole."""

    message: int
    sources: int
    quote: int


ROOMS = (Room(2900, 10, 200), Room(1500, 6, 120), Room(500, 3, 60))


def card(case: Case, customer: Customer, now: datetime) -> list[Block]:
    """A case's card in blocks, with as much of everything as Slack takes in one message."""
    for room in ROOMS:
        filled = _card(case, customer, now, room)
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


def _card(case: Case, customer: Customer, now: datetime, room: Room) -> list[Block]:
    return [
        header(title(case)),
        _urgency(case, now),
        context(_known(case, customer)),
        *_earlier(case),
        _message(case, room),
        *_reason(case),
        *(_draft(case, case.draft, room) if case.draft else []),
        *([context("The customer wrote again after this draft was made.")] if case.wrote_again else []),
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


def _earlier(case: Case) -> list[Block]:
    """The messages just before the one to answer, briefly."""
    before = case.messages[:-1]
    lines = [f"Earlier: {label(message.text, 200)}" for message in before[-MAX_EARLIER:]]
    return [context(*lines)] if lines else []


def _message(case: Case, room: Room) -> Block:
    message = case.message
    way = "wrote in public" if message.public else "wrote a direct message"
    number = f" (message {len(case.messages)} of this conversation)" if len(case.messages) > 1 else ""
    heading = [run(f"The customer {way}", bold=True), run(f"{number}, "), date(message.posted_at)]
    return quoted(heading, shorten(message.text, room.message))


def _reason(case: Case) -> list[Block]:
    return [paragraph(run("Why: ", bold=True), run(label(case.reason, 500)))] if case.reason else []


def _draft(case: Case, draft: Draft, room: Room) -> list[Block]:
    goes = "Went out as: " if case.stage is Stage.SENT else "Goes out as: "
    because = f"{PLACES[draft.to]}, because {label(draft.to_reason, 300)}"
    return [
        divider(),
        draft_of(draft, MAX_DRAFT),
        *sources_of(draft, limit=room.sources, quote=room.quote),
        *checks_of(draft),
        paragraph(run(goes, bold=True), run(because)),
        *_cut(draft),
    ]


def _cut(draft: Draft) -> list[Block]:
    if shown_whole(draft):
        return []
    return [context("Too long to be shown whole here: decide on the web desk.")]


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
