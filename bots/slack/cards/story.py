"""What the customer wrote and what it was read as, as blocks. Pure."""

from assist.reply.telling import SEVERAL, Reading, questions_to_answer, readings, turns
from bots.slack.kit.blocks import Block, context, date, listed, quoted, run
from bots.slack.kit.text import label, shorten
from desk.cases import Case
from desk.history import Customer

MAX_EARLIER = 3
MAX_LINKS = 3
MAX_QUESTIONS = 4


def before(case: Case, line: int) -> list[Block]:
    """What was said just before the message to answer, briefly."""
    turned = [turn for turn in turns(case) if turn.message is not case.message] if line else []
    lines = [
        f"{'Earlier' if turn.message else 'We said'}: {label(turn.text, line)}"
        for turn in turned[-MAX_EARLIER:]
    ]
    return [context(*lines)] if lines else []


def message_of(case: Case, limit: int, customer: Customer) -> Block:
    """The message to answer, and who wrote it."""
    message = case.message
    who = f"{label(customer.name)} (@{label(customer.handle)})"
    way = "wrote in public" if message.public else "wrote a direct message"
    number = f" (message {len(case.messages)} of this conversation)" if len(case.messages) > 1 else ""
    heading = [
        run(who, bold=True),
        run(f" {way} on {label(case.channel)}{number}, "),
        date(message.posted_at),
    ]
    return quoted(heading, shorten(message.text, limit))


def known(customer: Customer) -> str:
    """What the desk knows of whoever wrote."""
    reach = "" if customer.reach is None else f"{customer.reach:,} followers · "
    earlier = f"{customer.earlier_cases} earlier case{'' if customer.earlier_cases == 1 else 's'}"
    last = "" if customer.last_contact is None else f", last {customer.last_contact:%Y-%m-%d}"
    return f"{label(customer.name)}: {reach}{earlier}{last}"


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
