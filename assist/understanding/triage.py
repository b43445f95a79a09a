"""What a message is: what it wants and is about, how its author feels, how soon it needs an answer, and if at all."""

from dataclasses import replace

from assist.text import phrases
from assist.text.language import language_and_why
from assist.understanding.conversation import Asked
from assist.understanding.question import cleaned, has_words
from assist.understanding.verdicts.intent import intent_of
from assist.understanding.verdicts.private import private_matter_of
from assist.understanding.verdicts.products import ProductNames, products_in
from assist.understanding.verdicts.reading import Reading, read
from assist.understanding.verdicts.sentiment import sentiment_of
from assist.understanding.verdicts.topics import topics_in
from assist.understanding.verdicts.urgency import priority_of
from assist.understanding.wishes import OPTED_OUT, stops
from desk.cases import Intent, Triage


def understood(asked: Asked, products: ProductNames = ()) -> Triage:
    """The triage of a whole conversation: its questions are those of the newest message, then those still open.

    It goes on touching what the customer touched before: "any news?" after "I want my money back" is about a refund.
    """
    triage = triaged(asked.text, products)
    if asked.message and stops(asked.message.text):  # what went before is no part of it
        triage = replace(triage, set_aside=OPTED_OUT, wants_reply=False)
    touched = topics_in("\n".join(map(cleaned, (asked.text, *reversed(asked.customer_texts)))))
    left = tuple(one for one in asked.open_questions if one not in triage.questions)
    about = products_in(asked.about, products)
    told = {
        "conversation": asked.completed,
        "questions": f"{len(left)} asked before and not answered since" if left else "",
        "topics": "; ".join(touched.values()),
    }
    return replace(
        triage,
        questions=(*triage.questions, *left),
        topics=tuple(touched),
        products=triage.products or tuple(about),
        reasons={**triage.reasons, **{verdict: why for verdict, why in told.items() if why}},
    )


def triaged(message: str, products: ProductNames = ()) -> Triage:
    """What the words of a message tell; nothing in it is obeyed. `products` are the names that the index knows."""
    reading = read(message)
    sentiment = sentiment_of(reading)
    intent = intent_of(reading, sentiment.verdict)
    priority = priority_of(reading, intent.verdict)
    set_aside = _why_set_aside(reading, intent.verdict)
    private = None if set_aside else private_matter_of(reading)
    named = products_in(reading.text, products)
    touched = topics_in(reading.text)
    language, language_why = language_and_why(reading.text)
    reasons = {
        "intent": intent.why,
        "sentiment": sentiment.why,
        "priority": priority.why,
        "language": language_why,
        "private": private[1] if private else "",
        "products": "; ".join(f"{name}: '{words}'" for name, words in named.items()),
        "questions": f"{len(reading.questions)} questions" if len(reading.questions) > 1 else "",
        "topics": "; ".join(touched.values()),
    }
    return Triage(
        intent=intent.verdict,
        wants_reply=set_aside is None,
        priority=priority.verdict,
        language=language,
        needs_private=private[0] if private else None,
        set_aside=set_aside,
        sentiment=sentiment.verdict,
        products=tuple(named),
        questions=reading.questions,
        topics=tuple(touched),
        reasons={verdict: why for verdict, why in reasons.items() if why},
    )


def _why_set_aside(reading: Reading, intent: Intent) -> str | None:
    if not has_words(reading.message):
        return "there are no words in it"
    if all(map(phrases.ORDERS_TO_SOFTWARE.search, reading.sentences)):
        return "it only gives orders to software"
    if intent is Intent.SPAM:
        return "it looks like spam or bait"
    if intent is Intent.PRAISE and not phrases.DANGER.search(reading.text):
        return "praise or thanks, no question in it"
    return None
