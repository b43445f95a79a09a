"""The windows about a case's customer: their wish not to be written to, how it was, and their other handles. Pure."""

from collections.abc import Sequence
from hashlib import sha256

from assist.customers.care import About, Question
from bots.slack.kit.blocks import Block, context, paragraph, quoted, run
from bots.slack.kit.inputs import field, option, radio, text_input
from bots.slack.kit.text import label
from bots.slack.kit.windows import View, modal
from bots.slack.modals.about import about, newest
from bots.slack.modals.deciding import MAX_NOTE, REASON, WHY
from desk.cases import Case
from desk.consents import OptOut
from desk.handles import Alike, Handle, Pick

SAVE_LIFT, SAVE_ASK, SAVE_LINK = "save_lift", "save_ask_how", "save_link"
WANTED = "wanted"  # block and action id of the field
NOBODY = "nobody"  # of the choices
MAX_HANDLE = 200


def lift_modal(case: Case, channel: str, opt_out: OptOut) -> View:
    """How the person knows that the customer takes messages again."""
    told = f"They asked us on {opt_out.at:%Y-%m-%d} to write no more on {label(case.channel)}."
    why = text_input(WHY, multiline=True, longest=MAX_NOTE)
    filled = [
        newest(case),
        paragraph(run(told, bold=True)),
        field(WHY, "How do you know that they agreed again?", why, hint="Kept with your name."),
    ]
    return _window(SAVE_LIFT, "They agreed again", "Write to them again", case, channel, filled)


def ask_modal(case: Case, channel: str, question: Question) -> View:
    """The exact question that a person approves."""
    filled = [
        newest(case),
        quoted([run("This goes to them as a direct message, exactly so", bold=True)], question.text),
        field(REASON, "The case", _only(question.sha256, "Is resolved: they have what they needed")),
    ]
    return _window(SAVE_ASK, "Resolve and ask", "Resolve and ask", case, channel, filled)


def link_modal(case: Case, channel: str, known: About, found: Sequence[Alike], wanted: str = "") -> View:
    """Handles that may be this customer's, too: the person says."""
    choices = [option(choice(known, each.pick), _who(each.handle), label(each.why)) for each in found] + [
        option(NOBODY, "None of them")
    ]
    filled = [
        context(*(f"Theirs: {_who(each)}" for each in known.linked.handles[:8])),
        field(REASON, "The same customer?", radio(REASON, choices, initial=NOBODY)),
        field(
            WANTED,
            "Look for another handle",
            text_input(WANTED, initial=wanted, longest=MAX_HANDLE),
            hint="As they write it on the other channel.",
            optional=True,
        ),
    ]
    return _window(SAVE_LINK, "Link another handle", "Link, or look", case, channel, filled)


def choice(known: About, pick: Pick) -> str:
    """What names a handle, and both customers as the person saw them; a value holds 150 characters."""
    return sha256(repr((known.linked.number, pick)).encode()).hexdigest()


def _who(handle: Handle) -> str:
    return f"@{label(handle.handle, 40)} on {label(handle.channel, 20)}"


def _only(value: str, words: str) -> Block:
    return radio(REASON, [option(value, words)], initial=value)


def _window(name: str, title: str, submit: str, case: Case, channel: str, filled: list[Block]) -> View:
    return modal(name, title, filled, about=about(case, channel), submit=submit, close="Cancel")
