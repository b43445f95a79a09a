"""What the customer wrote and what it was read as, as blocks. Pure."""

from assist.reply.telling import SEVERAL, Reading, questions_to_answer, readings, turns
from bots.slack.kit.blocks import Block, context, date, listed, quoted, run
from bots.slack.kit.text import label, shorten
from desk.cases import Case

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


def message_of(case: Case, limit: int) -> Block:
    """The message to answer."""
    message = case.message
    way = "wrote in public" if message.public else "wrote a direct message"
    number = f" (message {len(case.messages)} of this conversation)" if len(case.messages) > 1 else ""
    heading = [run(f"The customer {way}", bold=True), run(f"{number}, "), date(message.posted_at)]
    return quoted(heading, shorten(message.text, limit))


def reading_of(case: Case, line: int) -> list[Block]:
    """What the message shows, what triage says of it, each verdict with its reason, and what else it asks."""
    message, triage = case.message, case.triage
    beside = [f"Quoting: {label(message.quoted, line)}"] if message.quoted else []
    beside += [f"Linking: {label(title, line)}" for title in message.link_titles[:MAX_LINKS]]
    told = [_verdict(reading, line) for reading in readings(triage)] if triage else []
    asked = questions_to_answer(triage)[:MAX_QUESTIONS] if triage else []
    also = listed([run(SEVERAL, bold=True)], [[run(label(question, line))] for question in asked])
    return [*[context(*lines) for lines in (beside, told) if lines], *([also] if asked else [])]


def _verdict(reading: Reading, line: int) -> str:
    why = f" ({label(reading.why, line)})" if reading.why else ""
    return f"{reading.name}: {label(reading.verdict, line)}{why}"
