"""The one way from a question to its answer, however it came in: kept first, then answered in the background."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Lock
from typing import Protocol

from slack_sdk import WebClient

from bots.slack.delivery.board import FRONT
from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.inquiries.answers import HELP
from bots.slack.inquiries.asking import Heard, Spot, spot_of
from bots.slack.inquiries.ports import Inquirer
from bots.slack.inquiries.streams import Streams
from bots.slack.inquiries.threads import InThread
from bots.slack.inquiries.ways import ForOne, Way
from bots.slack.remembered import SlackSilent
from desk.cases import Person
from desk.errors import DeskError, NotAllowed
from desk.inquiries import Inquiries, Inquiry, InquiryId, Outcome
from desk.ports import Clock

AT_ONCE = 4  # questions that are answered at the same time; the others wait
WAITING = 20  # questions in all; what comes then is kept, and answered as what a process left behind
GRACE = timedelta(minutes=5)  # what is not answered by then was left behind by a process that ended
LATEST = timedelta(days=1)  # who asked earlier does not wait any more
LATER = f"{WAITING} questions wait for an answer already. Yours is kept and answered in a few minutes."
BROKEN = "Something broke while I looked for an answer; it is in the log. Ask again, or ask a colleague."

logger = logging.getLogger(__name__)


class Team(Protocol):
    """Who may ask."""

    def person(self, slack_id: str) -> Person:
        """Raises NotAllowed for somebody who is not of the desk."""


class Answering:
    """Takes questions and answers them in threads of its own. May be used by several threads."""

    def __init__(self, inquirer: Inquirer, people: Team, client: WebClient, clock: Clock) -> None:
        self._inquirer = inquirer
        self._people = people
        self._client = client
        self._clock = clock
        self._streams = Streams(client)
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="inquiries")
        self._under_way: set[InquiryId] = set()
        self._lock = Lock()

    @property
    def records(self) -> Inquiries:
        """What was asked."""
        return self._inquirer.records

    def take(self, heard: Heard) -> Inquiry | None:
        """Keeps a question, whoever asked it; None when it came before. To be called before Slack hears an ack."""
        spot, at = heard.spot, self._clock()
        return self.records.receive(
            Inquiry(FRONT, heard.key, spot.channel, spot.thread, spot.user, at, heard.question)
        )

    def answer(self, inquiry: Inquiry, way: Way) -> None:
        """Finds an answer and says it in the background; says that it comes later when too many wait."""
        if self._room() <= 0:
            self._tell(way, LATER)
            return
        with self._lock:
            self._under_way.add(inquiry.id)
        self._pool.submit(self._answer, inquiry, way).add_done_callback(partial(self._done, inquiry, way))

    def help(self, way: Way) -> None:
        """Says what can be asked."""
        self._tell(way, HELP)

    def take_up(self) -> int:
        """Answers what was left behind, each question once more; returns how many."""
        with self._lock:
            ours = frozenset(self._under_way)
        now = self._clock()
        left = self.records.left_over(now - LATEST, now - GRACE, self._room(), ours)
        for inquiry in left:
            self.answer(inquiry, self.way_to(spot_of(inquiry)))
        return len(left)

    def way_to(self, spot: Spot) -> Way:
        """Where nothing is known but the spot."""
        return ForOne(self._client, spot) if spot.alone else InThread(self._client, self._streams, spot)

    def close(self) -> None:
        """Waits for the answers that are under way."""
        self._pool.shutdown()

    def _room(self) -> int:
        return WAITING - len(self._under_way)

    def _answer(self, inquiry: Inquiry, way: Way) -> None:
        person = self._people.person(inquiry.asked_by)
        way.begin()
        found = self._inquirer.find(inquiry, direct=spot_of(inquiry).direct)
        way.answer(inquiry, found)
        text, cited = found.said
        self.records.finish(inquiry.id, found.outcome, by=person, answer=text, documents=cited)

    def _done(self, inquiry: Inquiry, way: Way, done: Future[None]) -> None:
        with self._lock:
            self._under_way.discard(inquiry.id)
        error = done.exception()
        if _slack_is_down(error) and inquiry.outcome is None:
            logger.warning("the answer to question %s waits for Slack: %s", inquiry.id, error)
        elif isinstance(error, NotAllowed):
            self.records.forget(inquiry.id)
            self._tell(way, str(error))
        elif error is not None:
            logger.error("question %s was not answered", inquiry.id, exc_info=error)
            self.records.finish(inquiry.id, Outcome.FAILED)
            self._tell(way, str(error) if isinstance(error, DeskError) else BROKEN)

    def _tell(self, way: Way, words: str) -> None:
        try:
            way.tell(words)
        except SLACK_FAILED as error:
            logger.warning("somebody could not be told %r: %s", words, error)


def _slack_is_down(error: BaseException | None) -> bool:
    """True also when nobody knows who may ask, for Slack does not say it."""
    return isinstance(error, SLACK_FAILED) or isinstance(getattr(error, "__cause__", None), SlackSilent)
