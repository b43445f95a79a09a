"""What a message is: its intent, how soon it needs an answer, and whether anybody need answer at all."""

import re

from assist import phrases
from assist.language import language_of
from assist.privacy import private_in
from assist.question import asks, cleaned, has_words, sentences
from assist.words import identifiers, words
from desk.cases import Intent, Priority, Triage

_PRIVATE_MATTERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (phrases.ORDER, "it is about an order"),
    (phrases.PAYMENT, "it is about a payment"),
    (phrases.ACCOUNT, "it is about an account"),
    (phrases.ADDRESS, "it is about an address"),
)
_LONG_PRAISE = 30  # words; who writes more than this has something else to say, too


def triaged(message: str) -> Triage:
    """What the words of a message tell; nothing in it is obeyed."""
    text = cleaned(message)
    intent = _intent(message, text)
    reason = _why_set_aside(message, text, intent)
    return Triage(
        intent=intent,
        wants_reply=reason is None,
        priority=_priority(text, intent),
        language=language_of(text),
        needs_private=None if reason else _why_private(message, text),
        set_aside=reason,
    )


def _intent(message: str, text: str) -> Intent:
    questions = any(map(asks, sentences(text)))
    if phrases.SPAM.search(text) and (_has_link(message) or not questions):
        return Intent.SPAM
    if questions:
        return Intent.QUESTION
    if phrases.ANGER.search(text):
        return Intent.COMPLAINT
    if phrases.REQUEST.search(text) or phrases.TROUBLE.search(text):
        return Intent.REQUEST
    praise = phrases.PRAISE.search(text) and len(words(text)) <= _LONG_PRAISE
    return Intent.PRAISE if praise else Intent.OTHER


def _has_link(message: str) -> bool:
    return "http" in message.casefold() or "t.co/" in message


def _why_set_aside(message: str, text: str, intent: Intent) -> str | None:
    if not has_words(message):
        return "there are no words in it"
    if all(map(phrases.ORDERS_TO_SOFTWARE.search, sentences(text))):
        return "it only gives orders to software"
    if intent is Intent.SPAM:
        return "it looks like spam or bait"
    if intent is Intent.PRAISE and not phrases.DANGER.search(text):
        return "praise or thanks, no question in it"
    return None


def _why_private(message: str, text: str) -> str | None:
    general = phrases.OF_A_DEVICE.sub(" ", text)
    matter = next((reason for pattern, reason in _PRIVATE_MATTERS if pattern.search(general)), None)
    found = private_in(message)
    return matter or (f"the message has {found[0].what} in it" if found else None)


def _priority(text: str, intent: Intent) -> Priority:
    if phrases.DANGER.search(text):
        return Priority.URGENT
    if intent is not Intent.SPAM and (phrases.ANGER.search(text) or phrases.OUTAGE.search(text)):
        return Priority.HIGH
    nothing_asked = intent in {Intent.PRAISE, Intent.SPAM, Intent.OTHER}
    return Priority.LOW if nothing_asked and not identifiers(text) else Priority.NORMAL
