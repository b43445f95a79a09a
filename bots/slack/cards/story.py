"""What the customer wrote and what it was read as, as blocks. Pure."""

from assist.customers.care import About
from assist.reply.telling import (
    KINDS,
    SEVERAL,
    Reading,
    Turn,
    found_by_search,
    questions_to_answer,
    readings,
    turns,
    words_of,
)
from bots.slack.kit.blocks import Block, context, date, listed, quoted, run
from bots.slack.kit.text import label, shorten
from desk.cases import Case
from desk.history import Customer
from desk.messages import Kind, Message

MAX_EARLIER = 3
MAX_HANDLES = 4
MAX_LINKS = 3
MAX_QUESTIONS = 4


def before(case: Case, line: int) -> list[Block]:
    """What was said just before the message to answer, briefly."""
    turned = [turn for turn in turns(case) if turn.message is not case.message] if line else []
    lines = [f"{_said_by(turn)}: {label(turn.text, line)}" for turn in turned[-MAX_EARLIER:]]
    return [context(*lines)] if lines else []


def _kind(message: Message) -> str:
    return "" if message.kind is Kind.MENTION else f" ({KINDS[message.kind]})"


def _said_by(turn: Turn) -> str:
    if not turn.who:
        return "We said"
    return "Earlier" if turn.message else f"{label(turn.who)} above it"


def message_of(case: Case, limit: int, customer: Customer) -> Block:
    """The message to answer, and who wrote it."""
    message = case.message
    who = f"{label(customer.name)} (@{label(customer.handle)})"
    way = f"wrote in public{_kind(message)}" if message.public else "wrote a direct message"
    number = f" (message {len(case.messages)} of this conversation)" if len(case.messages) > 1 else ""
    heading = [
        run(who, bold=True),
        run(f" {way} on {label(case.channel)}{number}, "),
        date(message.posted_at),
    ]
    edited = [run(", edited by the customer "), date(message.edited_at)] if message.edited_at else []
    return quoted([*heading, *edited], shorten(words_of(message), limit))


def noted(case: Case, about: About | None) -> list[Block]:
    """What must be known before anybody answers: it was not said to us, or they want no messages."""
    out = about.here if about else None
    stopped = f"This customer asked us on {out.at:%Y-%m-%d} to write no more: nothing is sent." if out else ""
    lines = [line for line in (stopped, found_by_search(case)) if line]
    return [context(*lines)] if lines else []


def known(customer: Customer, about: About | None = None) -> str:
    """What the desk knows of whoever wrote, on all their handles."""
    reach = "" if customer.reach is None else f"{customer.reach:,} followers · "
    earlier = f"{customer.earlier_cases} earlier case{'' if customer.earlier_cases == 1 else 's'}"
    last = "" if customer.last_contact is None else f", last {customer.last_contact:%Y-%m-%d}"
    handles = about.linked.handles[1:MAX_HANDLES] if about else ()
    also = "".join(f" · also @{label(one.handle, 40)} on {label(one.channel)}" for one in handles)
    return f"{label(customer.name)}: {reach}{earlier}{last}{also}"


def questions_of(case: Case, line: int) -> list[Block]:
    """What a message asks that asks several things: a draft may leave some of them open."""
    asked = questions_to_answer(case.triage)[:MAX_QUESTIONS] if case.triage and line else []
    lines = [[run(label(question, line))] for question in asked]
    return [listed([run(SEVERAL, bold=True)], lines)] if lines else []


def reading_of(case: Case, line: int) -> list[Block]:
    """What the message shows, and what triage says of it, each verdict with its reason."""
    message, triage = case.message, case.triage
    beside = [f"Quoting: {label(message.quoted, line)}"] if message.quoted else []
    beside += [f"Linking: {label(title, line)}" for title in message.link_titles[:MAX_LINKS]]
    told = [_verdict(reading, line) for reading in readings(triage)] if triage else []
    return [context(*lines) for lines in (beside, told) if lines]


def _verdict(reading: Reading, line: int) -> str:
    why = f" ({label(reading.why, line)})" if reading.why else ""
    return f"{reading.name}: {label(reading.verdict, line)}{why}"
