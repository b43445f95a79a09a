"""How soon a message needs an answer."""

import re
from functools import partial

from assist.text import phrases
from assist.text.phrases import telling
from assist.text.words import identifiers, words
from assist.understanding.question import has_words
from assist.understanding.verdicts.reading import Reading, Rules, Told, first_of
from desk.cases import Intent, Priority

_ANSWER = 8  # words: what begins with our handle and is no longer mostly answers a question of ours
_REPORT = 20  # words: who writes so much to us tells us of something


def priority_of(reading: Reading, intent: Intent) -> Told[Priority]:
    """The priority and what speaks for it; nothing makes spam urgent but danger."""
    rules = _RULES[:1] if intent is Intent.SPAM else _RULES
    if intent in {Intent.PRAISE, Intent.SPAM} or (intent is Intent.OTHER and not _waits(reading)):
        rest = Told(Priority.LOW, "nobody waits for an answer")
    else:
        rest = Told(Priority.NORMAL, "somebody waits for an answer, nothing presses")
    return first_of(rules, reading, rest)


def _says(reading: Reading, table: re.Pattern[str], meaning: str) -> str | None:
    said = telling(table, reading.message)
    return said and f"{meaning}: {said}"


def _waits(reading: Reading) -> bool:
    if not has_words(reading.message):
        return False
    length = len(words(reading.text))
    answers = reading.message.startswith("@") and length <= _ANSWER
    return answers or length >= _REPORT or bool(identifiers(reading.text))


_RULES: Rules[Priority] = (
    (Priority.URGENT, partial(_says, table=phrases.DANGER, meaning="somebody may be in danger")),
    (Priority.HIGH, partial(_says, table=phrases.OUTAGE, meaning="is without the service")),
    (Priority.HIGH, partial(_says, table=phrases.HURRY, meaning="time presses")),
    (Priority.HIGH, partial(_says, table=phrases.LEAVING, meaning="may leave us")),
    (Priority.HIGH, partial(_says, table=phrases.ANGER, meaning="is angry")),
)
