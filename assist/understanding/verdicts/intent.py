"""What a message wants: the first rule that something speaks for."""

from assist.text.phrases import (
    ANGER,
    FAVOUR,
    GRIEVANCE,
    LEAVING,
    PRAISE,
    REQUEST,
    SPAM,
    THANKS,
    TROUBLE,
    telling,
)
from assist.text.words import content_stems, identifiers, words
from assist.understanding.verdicts.reading import Reading, Rules, Told, first_of
from desk.cases import Intent, Sentiment

_BARE_THANKS = 4  # words with a meaning beside the thanks: more of them tell of something
_LONG_PRAISE = 30  # words; who writes more than this has something else to say, too


def intent_of(reading: Reading, sentiment: Sentiment) -> Told[Intent]:
    """The intent and the words that tell it."""
    nothing = Told(Intent.OTHER, "nothing is asked, wanted or said against us")
    rules = _PLEASED if sentiment is Sentiment.POSITIVE else _NOT_PLEASED
    return first_of((*_FIRST, *rules), reading, nothing)


def _bait(reading: Reading) -> str | None:
    if reading.questions and not _has_link(reading.message):
        return None
    said = telling(SPAM, reading.text)
    return said and f"looks like bait: {said}"


def _has_link(message: str) -> bool:
    return "http" in message.casefold() or "t.co/" in message


def _angry_question(reading: Reading) -> str | None:
    said = telling(ANGER, reading.message) if reading.questions else None
    return said and f"asks in anger: {said}"


def _favour(reading: Reading) -> str | None:
    if reading.questions and all(map(FAVOUR.search, reading.questions)):
        return f"asks for something to be done: '{reading.questions[0]}'"
    return None


def _question(reading: Reading) -> str | None:
    return f"asks: '{reading.questions[0]}'" if reading.questions else None


def _anger(reading: Reading) -> str | None:
    said = telling(ANGER, reading.message) or telling(LEAVING, reading.text)
    return said and f"is angry: {said}"


def _grievance(reading: Reading) -> str | None:
    said = telling(GRIEVANCE, reading.message)
    return said and f"complains: {said}"


def _praise(reading: Reading) -> str | None:
    praise, thanks = telling(PRAISE, reading.message), telling(THANKS, reading.message)
    if thanks and len(content_stems(reading.text)) <= _BARE_THANKS and not identifiers(reading.text):
        return f"is pleased: {thanks}"
    return f"is pleased: {praise}" if praise and len(words(reading.text)) <= _LONG_PRAISE else None


def _request(reading: Reading) -> str | None:
    said = telling(REQUEST, reading.message)
    return said and f"wants something: {said}"


def _trouble(reading: Reading) -> str | None:
    said = telling(TROUBLE, reading.text)
    return said and f"has trouble: {said}"


_FIRST: Rules[Intent] = (
    (Intent.SPAM, _bait),
    (Intent.COMPLAINT, _angry_question),
    (Intent.REQUEST, _favour),
    (Intent.QUESTION, _question),
)
_PLEASED: Rules[Intent] = (
    (Intent.REQUEST, _request),
    (Intent.PRAISE, _praise),
    (Intent.REQUEST, _trouble),
)
_NOT_PLEASED: Rules[Intent] = (
    (Intent.COMPLAINT, _anger),
    (Intent.COMPLAINT, _grievance),
    (Intent.REQUEST, _request),
    (Intent.REQUEST, _trouble),
    (Intent.PRAISE, _praise),
)
