"""What every front tells of a message and its draft, in the same words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desk.cases import Case, Message, Priority, Sentiment, Triage
from desk.drafts import Draft, Form, To

FORMS = {
    (To.PUBLIC, False): "public reply",
    (To.PUBLIC, True): "public reply with a link",
    (To.DM, False): "direct message",
    (To.DM, True): "direct message with a link",
}
INSIDE = "Internal: do not quote"
SEVERAL = "Asks several things; does the draft answer each?"
UNDERWAY = "Drafting:"
UNCHECKED = "Nothing has checked this yet; it can be approved when it is done."
BESIDE = "May be said in public beside it (nothing posts it by itself)"
SENTIMENTS = {Sentiment.NEGATIVE: "unhappy", Sentiment.NEUTRAL: "neutral", Sentiment.POSITIVE: "happy"}
PRIORITIES = {
    Priority.URGENT: "urgent",
    Priority.HIGH: "high priority",
    Priority.NORMAL: "normal priority",
    Priority.LOW: "low priority",
}


@dataclass(frozen=True)
class Reading:
    """One verdict of triage, and what speaks for it; `why` is empty when nothing more is to be said."""

    name: str
    verdict: str
    why: str = ""


@dataclass(frozen=True)
class Turn:
    """Something that was said in a conversation; `message` is None when it was us."""

    text: str
    at: datetime
    public: bool
    message: Message | None = None


# In the order in which they are told; a verdict that says nothing is left out.
_READINGS: tuple[tuple[str, Callable[[Triage], str], str], ...] = (
    ("Intent", lambda triage: triage.intent.value, "intent"),
    ("Sentiment", lambda triage: SENTIMENTS[triage.sentiment], "sentiment"),
    ("Urgency", lambda triage: PRIORITIES[triage.priority], "priority"),
    ("Product", lambda triage: ", ".join(triage.products), "products"),
    ("Language", lambda triage: triage.language or "too short to tell", "language"),
    ("Private", lambda triage: triage.needs_private or "", "private"),
    ("Care", lambda triage: ", ".join(topic.value for topic in triage.topics), "topics"),
    ("Read with", lambda triage: triage.reasons.get("conversation", ""), ""),
)


def readings(triage: Triage) -> list[Reading]:
    """What the message was read as, each verdict with its reason."""
    found = [(name, verdict(triage), triage.reasons.get(reason, "")) for name, verdict, reason in _READINGS]
    return [
        Reading(name, verdict, why.removeprefix(verdict).lstrip(": "))
        for name, verdict, why in found
        if verdict
    ]


def turns(case: Case) -> list[Turn]:
    """The conversation, oldest first: the customer's messages and our replies."""
    theirs = [
        Turn(message.text, message.posted_at, message.public, message=message) for message in case.messages
    ]
    ours = [Turn(said.text, said.at, said.to is To.PUBLIC) for said in case.said]
    return sorted([*theirs, *ours], key=lambda turn: turn.at)


def questions_to_answer(triage: Triage) -> list[str]:
    """Each question of a message that asks several: a draft may leave some of them open."""
    return list(triage.questions) if len(triage.questions) > 1 else []


def form_name(form: Form) -> str:
    """Such as `direct message with a link`."""
    return FORMS[form.to, form.link]


def price(usd: float) -> str:
    """Such as $0.010."""
    return f"${usd:.3f}"


def letter(problem: int) -> str:
    """How the problem of this number, from 1, is named where its words are marked: a, b, ... z, z27."""
    return chr(ord("a") + problem - 1) if problem <= 26 else f"z{problem}"


def made_by(draft: Draft) -> str:
    """Who or what wrote a draft, and with which model."""
    way, _, who = draft.drafter.partition(":")
    names = {
        "person": f"written by {who}",
        "language_model": f"drafted by {draft.made.model or who}",
        "extractive": "quoted from the sources",
        "courtesy": "a standing phrase",
    }
    return names.get(way, f"drafted by {way} {who}".strip())
