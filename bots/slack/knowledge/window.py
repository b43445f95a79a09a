"""The window in which somebody writes what they know: one field to fill in, the rest is proposed. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType

from bots.slack.kit.blocks import Block, context, divider, paragraph, quoted, run
from bots.slack.kit.inputs import (
    MAX_OPTIONS,
    checkboxes,
    date_picker,
    field,
    multi_select,
    option,
    radio,
    text_input,
)
from bots.slack.kit.targets import OF_ANOTHER_VERSION
from bots.slack.kit.text import label, letters_of, shorten
from bots.slack.kit.windows import View, modal, picked, picked_day, picked_several, written
from bots.slack.knowledge.ports import Terms
from bots.slack.knowledge.wording import AUDIENCES
from desk.cases import CaseId
from desk.errors import StepNotPossible
from index.knowledge import Audience

TEACH = "teach"
QUESTION, ANSWER, LOOKED = "question", "answer", "looked"
AUDIENCE, PRODUCTS, REVIEW = "audience", "products", "review_by"
NO_REASONS: Mapping[str, str] = MappingProxyType({})
MAX_QUESTION = 1000  # characters; the window carries it along, and Slack lets it carry 3000
_MAX_PRODUCT = 150  # characters of an option's value


@dataclass(frozen=True)
class About:
    """What a window is for; it comes back with what was written."""

    question: str = ""  # empty: the window has a field for it
    case_id: CaseId | None = None
    revision: int = 0  # of the request that this answers; 0: of none
    channel: str = ""  # where to tell what became of it; empty: to its author
    thread: str = ""

    def encoded(self) -> str:
        """Small enough for a window's private_metadata."""
        kept = {name: value for name, value in asdict(self).items() if value}
        question = shorten(letters_of(self.question), MAX_QUESTION)
        return json.dumps(kept | {"question": question}, ensure_ascii=False)


@dataclass(frozen=True)
class Written:
    """What came back."""

    about: About
    question: str
    answer: str
    terms: Terms
    looked: bool  # its author says that what it gives away may be read


def teach_window(
    about: About,
    terms: Terms,
    products: Sequence[str],
    reasons: Mapping[str, str] = NO_REASONS,
    *,
    question: str = "",
    answer: str = "",
    warning: str = "",
    passable: bool = True,
) -> View:
    """`products` are those that the desk knows; `question` and `answer` are what stands in the fields already.

    `reasons` are those of the proposed terms, by field. Past a `warning` there is a way on when it is `passable`.
    """
    asked = (
        [quoted([run("The question", bold=True)], shorten(about.question, MAX_QUESTION))]
        if about.question
        else [_question(question)]
    )
    text = field(ANSWER, "What you know", text_input(ANSWER, multiline=True, initial=answer), hint=_HINT)
    proposed = context("Proposed for this question; change what is not right.")
    filled = [
        *asked,
        text,
        *_warned(warning, passable),
        divider(),
        proposed,
        *_terms(terms, products, reasons),
    ]
    return modal(TEACH, "What you know", filled, about=about.encoded(), submit="Save", close="Cancel")


def waiting_window(doing: str) -> View:
    """While something is read; Slack wants a window at once."""
    return modal(TEACH, "What you know", [paragraph(run(doing))])


def refusing_window(why: str) -> View:
    """Instead of a window to fill in."""
    return modal(TEACH, "Not possible here", [paragraph(run(why))])


def saved_window() -> View:
    """Once it is stored."""
    said = "Saved. It is made part of the knowledge now; you are told here in Slack when it can be found."
    return modal(TEACH, "Saved", [paragraph(run(said))])


def written_in(body: View) -> Written:
    """What a person sent off. Raises StepNotPossible for what no window of ours sends."""
    day = picked_day(body, REVIEW)
    try:
        about, audience = (
            About(**json.loads(body["view"]["private_metadata"])),
            Audience(picked(body, AUDIENCE)),
        )
        review_by = date.fromisoformat(day) if day else None
    except (ValueError, TypeError) as error:
        raise StepNotPossible(OF_ANOTHER_VERSION) from error
    terms = Terms(audience, picked_several(body, PRODUCTS), review_by)
    question = about.question or written(body, QUESTION)
    return Written(about, question, written(body, ANSWER), terms, bool(picked_several(body, LOOKED)))


def has_words(text: str) -> bool:
    """True when there is something to read in it."""
    return any(map(str.isalnum, text))


_HINT = "In your words, for it may be quoted as it stands. The note is kept as yours."


def _question(text: str) -> Block:
    return field(
        QUESTION,
        "The question it answers",
        text_input(QUESTION, multiline=True, initial=text, longest=MAX_QUESTION),
    )


def _warned(warning: str, passable: bool) -> list[Block]:
    """Beside the answer, what it gives away, and a way on for somebody who looked."""
    if not warning:
        return []
    if not passable:
        return [context(f"Not possible: {shorten(warning, 1500)}")]
    choice = checkboxes(LOOKED, [option("yes", "I looked: these readers may see it")])
    return [
        context(f"Careful: {shorten(warning, 1500)}"),
        field(LOOKED, "Go on all the same", choice, optional=True),
    ]


def _terms(terms: Terms, products: Sequence[str], reasons: Mapping[str, str]) -> list[Block]:
    readers = [option(one.value, *words) for one, words in AUDIENCES.items()]
    may_read = radio(AUDIENCE, readers, initial=terms.audience.value)
    fields = [field(AUDIENCE, "Who may read it", may_read, hint=_because(AUDIENCE, reasons))]
    if named := _choices(terms.products, products):
        choice = multi_select(PRODUCTS, named, placeholder="All products", initial=terms.products)
        about = field(
            PRODUCTS, "Products it is about", choice, hint=_because(PRODUCTS, reasons), optional=True
        )
        fields.append(about)
    when = date_picker(REVIEW, initial=terms.review_by)
    again = f"You are asked then whether it is still right. {_because(REVIEW, reasons)}"
    return [*fields, field(REVIEW, "Look at it again on", when, hint=again.strip(), optional=True)]


def _because(name: str, reasons: Mapping[str, str]) -> str:
    return f"Proposed because {label(reasons[name], 200)}." if reasons.get(name) else ""


def _choices(proposed: Sequence[str], known: Sequence[str]) -> list[Block]:
    """The proposed ones first: a select takes a hundred."""
    named = dict.fromkeys(name for name in (*proposed, *known) if len(name) <= _MAX_PRODUCT)
    return [option(name, name) for name in list(named)[:MAX_OPTIONS]]
