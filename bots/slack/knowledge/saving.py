"""The window is sent off: what was written is kept before Slack hears that all is well."""

from dataclasses import replace

from slack_bolt import Ack

from bots.slack.front import Body
from bots.slack.kit.text import shorten
from bots.slack.kit.windows import View
from bots.slack.knowledge.exposed import Exposed, exposed_in
from bots.slack.knowledge.room import Room, expect_teacher
from bots.slack.knowledge.window import (
    ANSWER,
    QUESTION,
    Written,
    has_words,
    saved_window,
    teach_window,
    written_in,
)
from desk.cases import Person
from desk.contributions import Contribution
from desk.errors import DeskError

NO_QUESTION = "Write the question in words: the note is found by it."
NO_ANSWER = "Write what you know in words."
_MAX_ERROR = 500  # characters that Slack shows at a field


def save(room: Room, ack: Ack, body: Body) -> None:
    """Keeps it, or says at the field what is wrong."""
    try:
        by, written = room.person(body), written_in(body)
        _expect_allowed(room, by, written)
    except DeskError as error:
        ack(response_action="errors", errors={ANSWER: shorten(str(error), _MAX_ERROR)})
        return
    if faults := faults_of(written):
        ack(response_action="errors", errors=faults)
        return
    exposed = exposed_in(f"{written.question}\n{written.answer}", written.terms.audience)
    if exposed.never or (exposed.perhaps and not written.looked):
        ack(response_action="update", view=_again(room, written, exposed))
        return
    _keep(room, ack, body, written, by)


def faults_of(written: Written) -> dict[str, str]:
    """What must be mended, by the field at which it is said."""
    needed = {QUESTION: (written.question, NO_QUESTION), ANSWER: (written.answer, NO_ANSWER)}
    return {name: fault for name, (text, fault) in needed.items() if not has_words(text)}


def contribution_of(written: Written, key: str, room: Room, by: Person) -> Contribution:
    """What is kept."""
    about, terms = written.about, written.terms
    tell = {"channel": about.channel, "thread": about.thread} if about.channel else None
    return Contribution(
        key=key,
        by=by.name,
        at=room.front.clock(),
        question=written.question,
        answer=written.answer,
        audience=terms.audience.value,
        products=terms.products,
        review_by=terms.review_by,
        case_id=about.case_id,
        tell=tell,
    )


def _keep(room: Room, ack: Ack, body: Body, written: Written, by: Person) -> None:
    about, teaching = written.about, room.teaching
    teaching.contributions.add(contribution_of(written, f"slack:{body['view']['id']}", room, by))
    ack(response_action="update", view=saved_window())
    if about.case_id is None:
        return
    teaching.requests.answered(about.case_id, by.name, room.front.clock())
    request = teaching.requests.request(about.case_id, about.revision) if about.revision else None
    if request is not None:
        room.experts.renew(request)


def _expect_allowed(room: Room, by: Person, written: Written) -> None:
    """Raises NotAllowed for somebody who may not teach and was not asked either."""
    about = written.about
    request = (
        room.teaching.requests.request(about.case_id, about.revision)
        if about.case_id and about.revision
        else None
    )
    if request is None or by.name not in {asking.expert for asking in request.askings}:
        expect_teacher(by)


def _again(room: Room, written: Written, exposed: Exposed) -> View:
    """The same window with all that was written and a warning, and a field for the question, which may be its cause."""
    return teach_window(
        replace(written.about, question=""),
        written.terms,
        room.teaching.proposals.products(),
        question=written.question,
        answer=written.answer,
        warning=exposed.said(),
        passable=not exposed.never,
    )
