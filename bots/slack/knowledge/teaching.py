"""What somebody who teaches does without being asked: save a conversation, answer a gap, confirm a note."""

import json
import logging

from slack_sdk.errors import SlackApiError

from assist.knowledge.summary import gist_of
from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.front import Body
from bots.slack.kit.targets import OF_ANOTHER_VERSION
from bots.slack.kit.windows import View
from bots.slack.knowledge.room import Room
from bots.slack.knowledge.thread import MAX_POSTS, NO_WORDS, NOT_NOW, REFUSALS, TOO_LONG, posts_in, thread_of
from bots.slack.knowledge.window import About, refusing_window, waiting_window
from desk.cases import CaseId
from desk.contributions import ContributionId
from desk.errors import StepNotPossible

_READING = "Reading the conversation…"

logger = logging.getLogger(__name__)


def save_conversation(room: Room, body: Body) -> None:
    """Opens a window at once, and fills it when the thread is read."""
    room.teacher(body)
    window = room.open(body, waiting_window(_READING))
    if window is not None:
        room.replace(window, _proposed(room, body))


def _proposed(room: Room, body: Body) -> View:
    """The window to teach in with what the thread says, or why there is none."""
    channel, thread = body["channel"]["id"], thread_of(body)
    try:
        read = room.front.client.conversations_replies(channel=channel, ts=thread, limit=MAX_POSTS)
    except SLACK_FAILED as error:
        logger.warning("a conversation cannot be saved: %s", error)
        code = error.response.get("error") if isinstance(error, SlackApiError) else None
        return refusing_window(REFUSALS.get(str(code), NOT_NOW))
    posts = posts_in(read["messages"])
    if read.get("has_more") or not posts:
        return refusing_window(TOO_LONG if posts else NO_WORDS)
    gist = gist_of(posts)
    return room.window(About(), gist.question, gist.answer)


def answer_gap(room: Room, body: Body) -> None:
    """Opens the window to answer what several may have asked."""
    room.teacher(body)
    try:
        asked = json.loads(body["actions"][0]["value"])
        question, case_id = str(asked["question"]), asked["case_id"]
    except (ValueError, TypeError, KeyError) as error:
        raise StepNotPossible(OF_ANOTHER_VERSION) from error
    case = room.front.workbench.case(CaseId(case_id)) if case_id is not None else None
    room.open(body, room.window(About(question, case.id if case else None), case=case))


def confirm_note(room: Room, body: Body) -> None:
    """Their note still holds; their Home tab shows it."""
    by = room.teacher(body)
    again = room.teaching.shelf.confirm(str(body["actions"][0]["value"]), by)
    room.tell(body, f"Confirmed: you are asked about this note again on {again}.")
    room.draw_home(body["user"]["id"])


def try_again(room: Room, body: Body) -> None:
    """A contribution that failed is taken up anew."""
    room.teacher(body)
    number = str(body["actions"][0]["value"])
    if not (number.isascii() and number.isdigit()):
        raise StepNotPossible(OF_ANOTHER_VERSION)
    if not room.teaching.contributions.again(ContributionId(int(number))):
        raise StepNotPossible("this did not fail, or it is being tried again already; nothing was done")
    room.tell(body, "It is being tried again; you are told here what comes of it.")
