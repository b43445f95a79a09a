"""What every front tells of a message and its draft, in the same words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assist.reply.channels import rules_for
from desk.cases import Case, Priority, Sentiment, Triage
from desk.drafts import Draft, Form, To
from desk.messages import Kind, Message
from desk.postscripts import Part, Postscript, State

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
BESIDE = "Said in public once it went out"
PARTS = {Part.CLOSING_LINE: "The public line beside it", Part.SURVEY: "The question how it was"}
_FOLLOWED = {
    State.WAITING: "waits to go out",
    State.SENDING: "is being sent",
    State.UNCERTAIN: "may have gone out; nobody knows",
    State.SENT: "went out",
    State.DROPPED: "did not go out",
}
KINDS = {
    Kind.MENTION: "mentions us",
    Kind.REPLY: "replies to us",
    Kind.QUOTE: "quotes us",
    Kind.DIRECT_MESSAGE: "direct message",
    Kind.COMMENT: "comments on a post of ours",
    Kind.LISTENING: "found by a search, does not address us",
}
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
    """Something that was said in a conversation, or in the thread above it."""

    text: str
    at: datetime
    public: bool
    who: str = ""  # empty: it was us
    message: Message | None = None  # None: it was us, or it stands above what was written to us


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
    """The conversation, oldest first: the thread above it, the customer's messages and our replies."""
    theirs = [
        Turn(words_of(message), message.posted_at, message.public, f"@{message.author_handle}", message)
        for message in case.messages
    ]
    ours = [Turn(said.text, said.at, said.to is To.PUBLIC) for said in case.said]
    told = {turn.text for turn in (*theirs, *ours)}
    above = dict.fromkeys(
        Turn(one.text, one.at, public=True, who="" if one.ours else f"@{one.author_handle}")
        for message in case.messages
        for one in message.before
        if one.text not in told
    )
    return sorted([*above, *theirs, *ours], key=lambda turn: turn.at)


def words_of(message: Message) -> str:
    """The text of a message; of one that is gone only that, and why."""
    return f"({message.gone}: its text was removed)" if message.gone else message.text


def found_by_search(case: Case) -> str:
    """That the case's post does not address us, and whether it may be answered; empty when it addresses us."""
    message = case.message
    if message.kind is not Kind.LISTENING:
        return ""
    barred = rules_for(message).barred(
        summoned=message.mentions_us, kind=message.kind, closed=message.closed_to_us
    )
    may = f"No reply: {barred}." if barred else "A public reply is allowed."
    return f"Found by a search: it does not address us. {may}"


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


def followed(one: Postscript) -> str:
    """What became of a line in public or a question how it was, and why."""
    at = f" {one.receipt.at:%Y-%m-%d %H:%M} UTC" if one.receipt else ""
    return f"{PARTS[one.part]} {_FOLLOWED[one.state]}{at}{f': {one.reason}' if one.reason else ''}."
