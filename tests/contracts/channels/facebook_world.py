"""Facebook as the suite meets it: there is no sandbox, so a fake page keeps to the rules as they are written down."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from bots.exchange import Exchange
from bots.facebook.graph import Credentials, Graph
from bots.facebook.listen import FacebookListener
from bots.facebook.publish import FacebookPublisher
from bots.facebook.surroundings import Surroundings
from bots.facebook.webhook import PATH, Webhook
from desk.drafts import To
from desk.ledger import Ledger
from tests.contracts.channels.relay import Relay
from tests.contracts.channels.world import Mishap, Out
from tests.emulator.serving import serving
from tests.fakes.facebook.calls import signed, told_of_comment, told_of_message
from tests.fakes.facebook.graph import SECRET, TOKEN, FakeGraph
from tests.fakes.facebook.page import PAGE, PEOPLE, Page, Words
from tests.templates import a_ledger_url

VERIFY = "verify-1"


@contextmanager
def facebook_server() -> Iterator[tuple[FakeGraph, int]]:
    """A Graph API, and the port that it listens on."""
    graph = FakeGraph()
    with serving(graph.app) as url:
        port = urlsplit(url).port
        assert port is not None
        yield graph, port


class FacebookWorld:
    """Our side goes over the wire and through the webhook; customers and the judge go straight to the page."""

    longest: Mapping[To, int] = {To.PUBLIC: 8000, To.DM: 2000}

    def __init__(self, fake: FakeGraph, port: int, folder: Path, *, human_agent: bool = False) -> None:
        fake.reset()
        self.fake = fake
        self._relay = Relay(port)
        self.exchange = Exchange(self._relay.url, "Facebook")
        self._ledger = Ledger.open(a_ledger_url(folder))
        self.graph = Graph(self.exchange, Credentials(PAGE, TOKEN, SECRET), self.now)
        self.arrivals = self._ledger.arrivals
        self.webhook = TestClient(Webhook(self.arrivals, PAGE, SECRET, VERIFY, self.now).app())
        self.listener = FacebookListener(self.arrivals, Surroundings(self.graph, self.now), PAGE, self.now)
        self.publisher = FacebookPublisher(self.graph, self.now, human_agent=human_agent)

    def close(self) -> None:
        self.exchange.close()
        self._relay.close()
        self._ledger.close()

    @property
    def page(self) -> Page:
        return self.fake.page

    def now(self) -> datetime:
        return self.page.now

    def wait(self, time: timedelta) -> None:
        self.page.now += time

    def write(self, text: str, *, by: str = "ann", to: To = To.PUBLIC) -> str:
        if to is To.DM:
            words = self.page.write_to_us(PEOPLE[by], text)
            self.tell(told_of_message(self.page, words))
        else:
            words = self.page.add_comment(self.page.post, PEOPLE[by], text)
            self.tell(told_of_comment(self.page, words))
        return words.id

    def edit(self, id: str, text: str) -> None:
        self.tell(told_of_comment(self.page, self.page.edit(id, text), "edited"))

    def delete(self, id: str) -> None:
        self.page.now += timedelta(seconds=1)
        gone = self.page.comments.pop(id)
        self.tell(told_of_comment(self.page, replace(gone, text=""), "remove"))

    def write_ourselves(self, text: str) -> None:
        self.tell(told_of_comment(self.page, self.page.add_comment(self.page.post, PAGE, text)))
        self.page.write_to_us(PEOPLE["bob"], "hello")  # nobody tells us: it only opens the window
        sent = self.page.send({"id": PEOPLE["bob"]}, text, None)
        self.tell(told_of_message(self.page, sent))

    def echo(self, text: str, under: str, *, by: str = "bob") -> None:
        self.page.add_comment(under, PEOPLE[by], text)

    def out(self) -> list[Out]:
        return [
            Out(words.text, words.answers or self.page.privately_answered.get(words.id, ""), to)
            for to, all_of in ((To.PUBLIC, self.page.comments), (To.DM, self.page.messages))
            for words in all_of.values()
            if words.by == PAGE
        ]

    def fail_next(self, mishap: Mishap) -> None:
        if mishap is Mishap.LIMITED:
            self.fake.limited = True
        else:
            self._relay.fail_next(mishap)

    def mend(self) -> None:
        self._relay.mend()

    def tell(self, body: bytes) -> None:
        """Facebook calls our webhook."""
        answer = self.webhook.post(PATH, content=body, headers=signed(body))
        assert answer.status_code == 200, answer.text

    def our_words(self) -> list[Words]:
        return [one for one in self.page.messages.values() if one.by == PAGE]
