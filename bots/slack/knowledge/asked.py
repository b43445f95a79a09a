"""The message that asks an expert, and what stands there once the question is settled. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bots.slack.kit.blocks import (
    Block,
    Run,
    Style,
    actions,
    button,
    context,
    date,
    header,
    link,
    listed,
    paragraph,
    quoted,
    run,
)
from bots.slack.kit.targets import OF_ANOTHER_VERSION
from bots.slack.kit.text import escaped, label, shorten, time_left
from bots.slack.kit.wording import PRIORITIES
from desk import sla
from desk.cases import Case, CaseId
from desk.errors import StepNotPossible
from desk.requests import Asking, ExpertRequest, Outcome
from index.knowledge import Hit

ANSWER, NOT_MINE, OPEN_CASE = "answer_request", "not_mine", "look_at_asked_case"
_MAX_QUESTION, _MAX_WHY, _MAX_PASSAGE, _MAX_NEAREST, _MAX_OTHERS = 1500, 600, 220, 3, 5

BUTTONS = {ANSWER: "Answer", NOT_MINE: "Not mine, ask the next", OPEN_CASE: "Open the case"}
_STYLES = {ANSWER: Style.PRIMARY}
OUTCOMES = {
    Outcome.DRAFTED: "There is a draft for the case now.",
    Outcome.SET_ASIDE: "The case was set aside.",
    Outcome.TAKEN_UP_AGAIN: "The case was taken up again.",
}


@dataclass(frozen=True)
class Asked:
    """A question as its expert sees it. `nearest` is the best that the knowledge has, best first."""

    request: ExpertRequest
    asking: Asking
    case: Case
    nearest: Sequence[Hit]
    now: datetime

    @property
    def open(self) -> bool:
        """True while this expert's answer is waited for."""
        return waits(self.request, self.asking)


def waits(request: ExpertRequest, asking: Asking) -> bool:
    """True until the expert declined, anybody answered, or the case moved on.

    Who is asked after an answer is asked because it did not help: it was not found, say, or no note came of it.
    """
    answered = any(one.answered_at and one.answered_at >= asking.asked_at for one in request.askings)
    return not (answered or asking.settled or request.closed_at)


def request_blocks(asked: Asked) -> list[Block]:
    """The question, why the knowledge was not enough, how long there is, and what the expert can do."""
    head = [header(f"A question for you (case {asked.request.case_id})"), _question(asked.request)]
    if not asked.open:
        return [*head, paragraph(run(settled(asked), bold=True)), _buttons(asked.asking, [OPEN_CASE])]
    return [
        *head,
        _urgency(asked),
        paragraph(run("Searched, and not enough: ", bold=True), run(label(asked.request.why, _MAX_WHY))),
        _nearest(asked.nearest),
        context(*_people(asked)),
        _buttons(asked.asking, list(BUTTONS)),
    ]


def notification(asked: Asked) -> str:
    """The line for lock screens, where nothing private is shown, and screen readers; Slack reads markup here."""
    what = "A question for you" if asked.open else settled(asked)
    public = all(message.public for message in asked.case.messages)
    question = label(asked.request.question, 200) if public else "it came in a direct message"
    return escaped(f"{what} Case {asked.request.case_id}: {question}")


def settled(asked: Asked) -> str:
    """Why nothing is waited for any more."""
    if asked.asking.answered_at:
        return "You answered. Thank you: you are told here what came of it."
    if asked.asking.declined_at:
        return "Not yours: the next one is asked."
    others = [one.expert for one in asked.request.askings if one.answered_at]
    who = f"{label(others[0])} answered it. " if others else ""
    outcome = asked.request.outcome
    return f"{who}{OUTCOMES[outcome] if outcome else 'Nothing is waited for any more.'}"


@dataclass(frozen=True)
class Asks:
    """Which asking a button is about."""

    case_id: CaseId
    revision: int
    rung: int

    def encoded(self) -> str:
        """For a button's value."""
        return json.dumps([self.case_id, self.revision, self.rung])


def asks_in(value: str) -> Asks:
    """Raises StepNotPossible for a value that no message of ours carries."""
    try:
        case_id, revision, rung = map(int, json.loads(value))
    except (ValueError, TypeError) as error:
        raise StepNotPossible(OF_ANOTHER_VERSION) from error
    return Asks(CaseId(case_id), revision, rung)


def _question(request: ExpertRequest) -> Block:
    about = f" about {label(', '.join(request.products), 150)}" if request.products else ""
    return quoted([run(f"Asked{about}", bold=True)], shorten(request.question, _MAX_QUESTION))


def _urgency(asked: Asked) -> Block:
    left = time_left(sla.left(asked.case, asked.now))
    runs = [run(PRIORITIES[asked.case.priority], bold=True), run(" · the customer is due an answer ")]
    return paragraph(*runs, date(asked.case.due_at), run(f" · {left} at "), date(asked.now))


def _nearest(hits: Sequence[Hit]) -> Block:
    lines = [_passage(hit) for hit in hits[:_MAX_NEAREST]]
    return listed([run("Nearest in the knowledge", bold=True)], lines or [[run("nothing at all")]])


def _passage(hit: Hit) -> list[Run]:
    passage = hit.passage
    return [link(passage.url, label(passage.title)), run(f": “{label(passage.text, _MAX_PASSAGE)}”")]


def _people(asked: Asked) -> list[str]:
    """Why this one, and who else."""
    others = [one for one in asked.request.askings if one.rung != asked.asking.rung]
    told = "; ".join(f"{label(one.expert)} ({_stands(one)})" for one in others[:_MAX_OTHERS])
    who = f"Also asked: {told}" if told else "Nobody else is asked yet."
    return [f"Why you: {label(asked.asking.why, 200)}", who]


def _stands(asking: Asking) -> str:
    if asking.answered_at:
        return "answered, and the case still waits"
    return "declined" if asking.declined_at else "no answer yet"


def _buttons(asking: Asking, offered: Sequence[str]) -> Block:
    value = Asks(asking.case_id, asking.revision, asking.rung).encoded()
    return actions(
        f"asking-{asking.key}", [button(one, BUTTONS[one], value, _STYLES.get(one)) for one in offered]
    )
