"""Fetches from the web as a good guest: asks robots.txt first, keeps the pace, comes back later when told to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Event, Lock
from urllib.parse import urlsplit

from ingest.crawl.exchange import Answer, Exchange
from ingest.crawl.inflate import inflated, within
from ingest.crawl.pace import Pace
from ingest.crawl.response import Response, Validators, media_type, seconds_to_wait
from ingest.crawl.robots import MOST_BYTES, Robots, parse_robots
from ingest.crawl.urls import cleaned, origin_of, redirected
from ingest.errors import Cause, Unfetchable
from ingest.sources import Crawl

MOST_REDIRECTS = 10
_ROBOTS_REDIRECTS = 5  # RFC 9309 section 2.3.1.2
_ROBOTS_HOLD = 24 * 3600.0  # seconds; RFC 9309 section 2.4
_ATTEMPTS = 4
_FIRST_WAIT = 1.0  # seconds before the second attempt; doubled each time
_LONGEST_WAIT = 120.0  # seconds that a Retry-After may keep us
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
_LARGEST = {"text/html": 20, "application/xhtml+xml": 20}  # megabytes
_LARGEST_OTHER = 50  # megabytes
_SMALL = 2**16  # bytes of an answer that nobody wants, taken so that the connection can be kept
_ACCEPT = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/*;q=0.9, */*;q=0.5"

Wanted = Callable[[str, str], bool]  # (Content-Type, address): whether the body is of use


@dataclass(frozen=True)
class Surroundings:
    """What a fetcher takes from the world besides the network. `wait` ends early when its event is set."""

    seconds: Callable[[], float]  # on a clock that never goes back
    today: Callable[[], float]  # seconds since 1970
    wait: Callable[[Event, float], object]
    jitter: Callable[[], float]  # 0 to 1


class Fetcher:
    """Asks the web on behalf of one source. Threads may share one."""

    def __init__(
        self,
        crawl: Crawl,
        exchange: Exchange,
        pace: Pace,
        agent: str,
        around: Surroundings,
        *,
        robots: bool = True,
    ) -> None:
        """`robots`: False for an interface that is made for programs and has terms of its own."""
        self._asks_robots = robots
        self._crawl, self._exchange, self._pace = crawl, exchange, pace
        self._agent, self._around = agent, around
        self._ended = Event()
        self._robots: dict[str, tuple[float, Robots | Unfetchable]] = {}
        self._asking: dict[str, Lock] = {}
        self._asking_lock = Lock()

    def get(self, url: str, *, known: Validators | None = None) -> Response:
        """The page, redirects followed; unchanged and without a body when it is as `known` says. Raises Unfetchable."""
        return self._followed(cleaned(url), MOST_REDIRECTS, lambda address: self.step(address, known=known))

    def step(
        self, url: str, *, known: Validators | None = None, wanted: Wanted = lambda *_: True
    ) -> Response:
        """The answer to one address, which may be a redirect (`location`). Raises Unfetchable."""
        address = cleaned(url)
        robots = self.robots(address)
        if not robots.may(address):
            raise Unfetchable("the site's robots.txt forbids it", cause=Cause.FORBIDDEN)
        pause = max(self._crawl.pause.total_seconds(), robots.delay)
        response = self._patiently(address, known.headers if known else {}, pause, wanted)
        if response.unchanged and not known:
            raise Unfetchable("it is unchanged, says the server, and nobody asked", cause=Cause.ANSWER)
        return _accepted(response)

    def robots(self, url: str) -> Robots:
        """What the host's robots.txt says, asked for once a day. Raises Unfetchable while it cannot be read."""
        if not self._asks_robots:
            return parse_robots(b"")
        origin = origin_of(cleaned(url))
        with self._asking_lock:
            asking = self._asking.setdefault(origin, Lock())
        with asking:
            asked_at, found = self._robots.get(origin, (None, None))
            if found is None or asked_at is None or asked_at + _ROBOTS_HOLD < self._around.seconds():
                found = self._ask_robots(origin)
                self._robots[origin] = (self._around.seconds(), found)
        if isinstance(found, Unfetchable):
            raise Unfetchable(str(found), cause=found.cause, status=found.status)
        return found

    @property
    def ended(self) -> bool:
        """Whether it was closed: what failed since then did so for that."""
        return self._ended.is_set()

    def close(self) -> None:
        """Ends what is waited for and what is under way."""
        self._ended.set()
        self._exchange.close()

    def _ask_robots(self, origin: str) -> Robots | Unfetchable:
        """RFC 9309 section 2.3.1: without one everything is allowed, while it cannot be reached nothing is."""
        pause = self._crawl.pause.total_seconds()
        try:
            response = self._followed(
                f"{origin}/robots.txt",
                _ROBOTS_REDIRECTS,
                lambda address: self._patiently(address, {}, pause, lambda *_: True, MOST_BYTES + 1),
            )
        except Unfetchable as error:
            return Unfetchable(
                f"{origin}/robots.txt cannot be read: {error}", cause=error.cause, status=error.status
            )
        if response.status == 429 or response.status >= 500:
            reason = f"{origin}/robots.txt cannot be read (status {response.status}): nothing is asked there"
            return Unfetchable(reason, cause=Cause.SILENT, status=response.status)
        return parse_robots(response.body if response.status < 300 else b"")

    def _followed(self, address: str, most: int, ask: Callable[[str], Response]) -> Response:
        passed = [address]
        while True:
            response = ask(passed[-1])
            if response.location is None:
                return response
            target = redirected(passed[-1], response.location)
            if target in passed:
                raise Unfetchable(f"its redirects go round in a circle, back to {target!r}")
            if len(passed) > most:
                raise Unfetchable(f"it redirects more than {most} times")
            passed.append(target)

    def _patiently(
        self, address: str, headers: Mapping[str, str], pause: float, wanted: Wanted, cut: int | None = None
    ) -> Response:
        """Tries again, ever later, while that may help; the last answer, whatever its status."""
        attempt = 0
        while True:
            attempt += 1
            wait = _FIRST_WAIT * 2 ** (attempt - 1) * (1 + self._around.jitter())
            try:
                response = self._once(address, headers, pause, wanted, cut)
            except Unfetchable as error:
                if error.cause is not Cause.SILENT or attempt == _ATTEMPTS or self._ended.is_set():
                    raise
            else:
                if response.status not in _PASSING:
                    return response
                wait = max(wait, self._asked_wait(response))
                if attempt == _ATTEMPTS:
                    return response
            self._pace.put_off(urlsplit(address).netloc, self._around.seconds() + wait)

    def _asked_wait(self, response: Response) -> float:
        """What the server asks for with Retry-After. Raises Unfetchable when that is longer than we wait."""
        asked = seconds_to_wait(response.headers.get("retry-after", ""), self._around.today()) or 0.0
        if asked > _LONGEST_WAIT:
            host = urlsplit(response.url).netloc
            self._pace.leave_alone(host, self._around.seconds() + asked)
            raise self._left_alone(host, asked, response.status)
        return asked

    def _left_alone(self, host: str, seconds: float, status: int | None = None) -> Unfetchable:
        reason = f"host {host!r} wants to be left alone for {seconds:.0f} more seconds (Retry-After)"
        return Unfetchable(reason, cause=Cause.ANSWER, status=status)

    def _once(
        self, address: str, headers: Mapping[str, str], pause: float, wanted: Wanted, cut: int | None
    ) -> Response:
        host = urlsplit(address).netloc
        with self._pace.place(host, self._crawl.at_once):
            self._wait(self._pace.turn(host, self._around.seconds(), pause))
            if alone := self._pace.left_alone(host, self._around.seconds()):
                raise self._left_alone(host, alone)
            with self._exchange.ask(address, {**self._usual(), **headers}) as answer:
                return Response(address, answer.status, answer.headers, _body(answer, address, wanted, cut))

    def _usual(self) -> dict[str, str]:
        return {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self._around.wait(self._ended, seconds)
        if self._ended.is_set():
            raise Unfetchable("it was not asked for: the walk was ended")


def _accepted(response: Response) -> Response:
    """Only what brings something. Raises Unfetchable with its status for the rest."""
    status = response.status
    if 200 <= status < 300 or response.unchanged or response.location is not None:
        return response
    cause = Cause.GONE if status in (404, 410) else Cause.ANSWER
    raise Unfetchable(f"the server answers with status {status}", cause=cause, status=status)


def _body(answer: Answer, address: str, wanted: Wanted, cut: int | None) -> bytes:
    """The body when it is of use; `cut`: no more than its first bytes. Raises Unfetchable when it is too large."""
    content_type = answer.headers.get("content-type", "")
    if not 200 <= answer.status < 300 or not wanted(content_type, address):
        _take_little(answer)
        return b""
    pieces = inflated(answer.chunks, answer.headers.get("content-encoding", "").strip().lower())
    if cut is not None:
        return _first(pieces, cut)
    most = _LARGEST.get(media_type(content_type), _LARGEST_OTHER) * 2**20
    announced = answer.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise Unfetchable(
            f"it has {int(announced) / 2**20:.0f} MB, more than the {most >> 20} MB for its kind"
        )
    return within(pieces, most)


def _take_little(answer: Answer) -> None:
    """Takes a short body that nobody wants: a connection with a rest in it cannot be used again."""
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and int(length) <= _SMALL:
        for _ in answer.chunks:
            pass


def _first(pieces: Iterable[bytes], most: int) -> bytes:
    first = bytearray()
    for piece in pieces:
        first += piece
        if len(first) >= most:
            break
    return bytes(first[:most])
