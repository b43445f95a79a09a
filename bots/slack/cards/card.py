"""The card of a case: what came, what we would say and on whose word, and what a person can do. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.customers.care import About
from assist.knowledge.guidance import Guidance
from assist.reply.telling import UNCHECKED, UNDERWAY, followed
from bots.slack.cards.buttons import (
    DONE,
    MAX_DRAFT,
    decisions,
    rests,
    shown_whole,
    source_buttons,
    switches,
)
from bots.slack.cards.glance import decided, glance, going_out, receipt, title
from bots.slack.cards.proof import checks_of, draft_of, guidance_of, sources_of, way_of
from bots.slack.cards.room import ROOMS, Room
from bots.slack.cards.story import before, known, message_of, noted, questions_of, reading_of
from bots.slack.kit.blocks import Block, context, divider, header, link, paragraph, quoted, run
from bots.slack.kit.text import escaped, label, shorten
from desk.cases import Case, Stage
from desk.drafts import Draft
from desk.history import Customer
from desk.incidents import Incident
from desk.postscripts import Postscript
from desk.service_level import USUAL, ServiceLevel

MAX_CARD = 13_000  # `msg_blocks_too_long` comes at about 13,200: github.com/slackapi/bolt-js/issues/2509
ELSEWHERE = "What it was read as, and what the team knows of it, stands on the web desk."
MAX_UNFINISHED = 300  # characters of a draft that is still being written
FOLDED = 300  # characters of the message and of the reply on the card of what is done
MAX_FOLLOWING = 3  # lines and questions, the newest
LEAVING = frozenset({Stage.APPROVED, Stage.SENDING, Stage.UNCERTAIN})


@dataclass(frozen=True)
class Beside:
    """What a card shows beside its case."""

    customer: Customer
    now: datetime
    level: ServiceLevel = USUAL
    guidance: Sequence[Guidance] = ()
    unfinished: str = ""  # what a drafter has written by now
    web: str = ""  # the address of the web desk, empty when people cannot open it
    why_two: str | None = None  # why two people must approve, None when one may
    owed: bool = False  # an expert whom nobody thanked yet
    incident: Incident | None = None  # that the case is part of
    about: About | None = None  # the customer's handles and wishes; None where nobody keeps them
    following: Sequence[Postscript] = ()  # what follows its replies by itself, oldest first
    asks: bool = False  # the customer may be asked how it was


def card(case: Case, beside: Beside) -> list[Block]:
    """A case's card in blocks, with as much of everything as Slack takes in one message.

    What is done or rests is folded: who, what, what we said, and the few things that can still be done. A reply
    that is on its way begins with what can stop it.
    """
    if case.stage in DONE or rests(case):
        return _folded(case, beside)
    if case.stage in LEAVING:
        return _leaving(case, beside)
    for room in ROOMS:
        filled = _open(case, beside, room)
        if size(filled) <= MAX_CARD:
            break
    return filled


def size(filled: list[Block]) -> int:
    """Characters of all blocks together."""
    return len(json.dumps(filled, ensure_ascii=False))


def notification(case: Case) -> str:
    """The line for lock screens, where nothing private is shown, and screen readers; Slack reads markup here."""
    message = case.message
    said = f": {label(message.text, 200)}" if message.public else " wrote a direct message"
    return escaped(f"{title(case)}. @{label(message.author_handle)}{said}")


def _open(case: Case, beside: Beside, room: Room) -> list[Block]:
    """In the order in which somebody needs it: what, what we would say, on whose word, what to do; then the rest."""
    return [
        header(title(case)),
        glance(case, beside.now, beside.level),
        *_incident(beside),
        *before(case, room.line),
        message_of(case, room.message, beside.customer),
        *noted(case, beside.about),
        *_whole(case, beside.web, room.message),
        *_reason(case, room),
        *(_draft(case, case.draft, room, beside.web) if case.draft else []),
        *questions_of(case, room.line),
        *([context("The customer wrote again after this draft was made.")] if case.wrote_again else []),
        *_unfinished(beside.unfinished),
        *decided(case, beside.why_two),
        *decisions(case, two=beside.why_two is not None, stopped=_stopped(beside)),
        *(way_of(case.draft, words=room.words, line=room.line) if case.draft else []),
        *switches(case),
        divider(),
        context(known(beside.customer, beside.about)),
        *(reading_of(case, room.line) if room.line else [context(ELSEWHERE)]),
        *(guidance_of(beside.guidance, room.guidance) if room.line else []),
    ]


def _incident(beside: Beside) -> list[Block]:
    """One line, with the way to the others."""
    if beside.incident is None:
        return []
    name, others = f"incident {beside.incident.id}", len(beside.incident.belonging)
    there = link(f"{beside.web}/incidents/{beside.incident.id}" if beside.web else None, name)
    return [paragraph(run("Part of "), there, run(f": {others} customers wrote nearly the same."))]


def _folded(case: Case, beside: Beside) -> list[Block]:
    said = [quoted([run("We said", bold=True)], shorten(case.draft.text, FOLDED))] if case.draft else []
    return [
        header(title(case)),
        *([glance(case, beside.now, beside.level)] if rests(case) else []),
        message_of(case, FOLDED, beside.customer),
        *noted(case, beside.about),
        *_reason(case, ROOMS[0]),
        *(said if case.stage in DONE else []),
        *decided(case, None),
        *receipt(case),
        *[context(label(followed(one), FOLDED)) for one in beside.following[-MAX_FOLLOWING:]],
        *_whole(case, beside.web, FOLDED),
        *decisions(case, owed=beside.owed, stopped=_stopped(beside), asks=beside.asks),
    ]


def _leaving(case: Case, beside: Beside) -> list[Block]:
    draft = case.draft
    return [
        header(title(case)),
        *decided(case, None),
        *_reason(case, ROOMS[0]),
        *going_out(case, beside.now),
        *decisions(case),
        message_of(case, FOLDED, beside.customer),
        *(
            [
                draft_of(draft, MAX_DRAFT, answered=case.message, marked=False),
                *way_of(draft, words=200, line=0),
            ]
            if draft
            else []
        ),
        *_whole(case, beside.web, FOLDED),
    ]


def _stopped(beside: Beside) -> bool:
    return beside.about is not None and beside.about.here is not None


def _reason(case: Case, room: Room) -> list[Block]:
    return [paragraph(run("Why: ", bold=True), run(label(case.reason, room.words)))] if case.reason else []


def _draft(case: Case, draft: Draft, room: Room, web: str) -> list[Block]:
    return [
        draft_of(draft, MAX_DRAFT, answered=case.message, marked=room.marked),
        *([] if shown_whole(draft) else [_on_web(case, web, "Too long to be shown whole here: decide on ")]),
        *sources_of(draft, limit=room.sources, quote=room.quote, linked=room.linked),
        *source_buttons(case, draft.citations, room.buttons),
        *checks_of(draft, limit=room.problems, words=room.words),
    ]


def _whole(case: Case, web: str, limit: int) -> list[Block]:
    """Where the message stands whole, when the card cuts it."""
    return [_on_web(case, web, "The whole message stands on ")] if len(case.message.text) > limit else []


def _on_web(case: Case, web: str, words: str) -> Block:
    return paragraph(run(words), link(f"{web}/cases/{case.id}" if web else None, "the web desk"), run("."))


def _unfinished(text: str) -> list[Block]:
    """A text that nothing has checked yet, in letters only."""
    if not text:
        return []
    return [paragraph(run(f"{UNDERWAY} ", bold=True), run(label(text, MAX_UNFINISHED))), context(UNCHECKED)]
