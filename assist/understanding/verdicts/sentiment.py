"""How the customer feels about it: kind words weighed against unkind ones."""

import re

from assist.text import phrases
from assist.text.phrases import telling
from assist.understanding.verdicts.reading import Reading, Told
from desk.cases import Sentiment

_KIND = (phrases.THANKS, phrases.PRAISE, phrases.POSITIVE)
_UNKIND = (
    phrases.ANGER,
    phrases.LEAVING,
    phrases.GRIEVANCE,
    phrases.TROUBLE,
    phrases.OUTAGE,
    phrases.NEGATIVE,
)
_KIND_WEIGHT = 1.5
_ANGER_WEIGHT = 2
_POLITE = 2.5  # kind words in a question count from here: thanks in advance are no praise


def sentiment_of(reading: Reading) -> Told[Sentiment]:
    """The feeling that outweighs the other; a question needs more of it than a statement."""
    text, asks = reading.message, "?" in reading.message
    kind = _KIND_WEIGHT * _said(_KIND, text)
    anger = _ANGER_WEIGHT * _said((phrases.ANGER,), text)
    unkind = _said(_UNKIND, text) + anger
    if kind > unkind:
        told = Sentiment.POSITIVE if kind > _POLITE or not asks else Sentiment.NEUTRAL
    else:
        told = Sentiment.NEGATIVE if anger or unkind > asks else Sentiment.NEUTRAL
    return Told(told, _why(told, text))


def _said(tables: tuple[re.Pattern[str], ...], text: str) -> int:
    """How many different phrases of the tables the text has."""
    return len({found.casefold() for table in tables for found in table.findall(text)})


def _why(told: Sentiment, text: str) -> str:
    if told is Sentiment.NEUTRAL:
        return "neither kind nor unkind words outweigh"
    tables = _KIND if told is Sentiment.POSITIVE else _UNKIND
    said = next(filter(None, (telling(table, text) for table in tables)))
    return f"{'kind' if told is Sentiment.POSITIVE else 'unkind'} words: {said}"
