"""What a customer's newest message means in the light of the whole conversation."""

from collections.abc import Sequence
from dataclasses import dataclass

from assist.understanding.followups import Completed, Talk, completed, named
from assist.understanding.question import cleaned
from assist.understanding.verdicts.products import ProductNames, products_in
from assist.understanding.verdicts.reading import read
from desk.cases import Said
from desk.messages import Message

_ABOVE = 2  # posts of the thread that a message may point to


@dataclass(frozen=True)
class Asked:
    """What is to be answered, and where it was asked.

    `text` is the customer's own words. `about` is looked up beside it: products named earlier, or what the message
    points to (our reply, a quoted post, a linked page's title), which may be anybody's words.
    """

    text: str
    about: str
    public: bool
    mentions_us: bool
    wrote_directly: bool = False  # at any time in this conversation
    message: Message | None = None  # the newest; None for a text that nobody posted
    customer_texts: tuple[str, ...] = ()  # all that the customer wrote in this conversation, oldest first
    completed: str = (
        ""  # what of the conversation completes it, for the agent; empty when it stands by itself
    )
    open_questions: tuple[str, ...] = ()  # of earlier messages, not replied to since


def asked_in(messages: Sequence[Message], said: Sequence[Said] = (), products: ProductNames = ()) -> Asked:
    """The newest message, completed where it leans on what was said before; both sequences oldest first."""
    newest, earlier = messages[-1], messages[:-1]
    replies = [reply.text for reply in said if reply.at <= newest.posted_at]
    talk = Talk(
        newest.text,
        earlier=[message.text for message in earlier],
        reply=replies[-1] if replies else "",
        shown=(newest.quoted, *_others_above(newest), *newest.link_titles),
    )
    whole = completed(talk)
    return Asked(
        text=whole.text,
        about=whole.about or _product(whole, [*talk.earlier, talk.reply, *talk.shown], products),
        public=newest.public,
        mentions_us=newest.mentions_us,
        wrote_directly=any(not message.public for message in messages),
        message=newest,
        customer_texts=tuple(message.text for message in messages),
        completed=whole.why,
        open_questions=_open(earlier, said),
    )


def _others_above(message: Message) -> list[str]:
    """What others wrote right above it in the thread; our words and the customer's own are known from the case."""
    above = message.before[-_ABOVE:]
    return [one.text for one in above if not one.ours and one.author_handle != message.author_handle]


def asked_by_team(
    question: str, earlier: Sequence[tuple[str, str]] = (), products: ProductNames = ()
) -> Asked:
    """A colleague's question, read as if a customer had posted it; `earlier` are questions with our answers."""
    reply = earlier[-1][1] if earlier else ""
    whole = completed(Talk(question, earlier=[asked for asked, _ in earlier], reply=reply))
    elsewhere = [text for exchange in earlier for text in exchange]
    return Asked(
        text=whole.text,
        about=whole.about or _product(whole, elsewhere, products),
        public=True,
        mentions_us=True,
        customer_texts=(*(asked for asked, _ in earlier), question),
        completed=whole.why,
    )


def _open(earlier: Sequence[Message], said: Sequence[Said]) -> tuple[str, ...]:
    replied_at = max((reply.at for reply in said), default=None)
    since = (message.text for message in earlier if replied_at is None or message.posted_at > replied_at)
    return tuple(dict.fromkeys(question for text in since for question in read(text).questions))


def _product(whole: Completed, elsewhere: Sequence[str], products: ProductNames) -> str:
    """The products named elsewhere in the conversation, when the message itself names none."""
    if _names(whole.text, products):
        return ""
    return " ".join(dict.fromkeys(name for text in elsewhere for name in _names(text, products)))


def _names(text: str, products: ProductNames) -> list[str]:
    return [*products_in(cleaned(text), products)] or named(text)
