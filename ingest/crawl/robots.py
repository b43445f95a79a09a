"""What a site's robots.txt asks of us (RFC 9309). The only module that knows protego."""

from dataclasses import dataclass

from protego import Protego

PRODUCT = "agent-assist"  # the name that a robots.txt may call us by
MOST_BYTES = 500 * 1024  # RFC 9309 section 2.5: what stands after them is not read
_LONGEST_DELAY = 60.0  # seconds; a longer Crawl-delay would mean days for a small site


@dataclass(frozen=True)
class Robots:
    """The rules of one host. Addresses are cleaned ones."""

    rules: Protego

    def may(self, address: str) -> bool:
        """Whether we may ask for it."""
        return bool(self.rules.can_fetch(address, PRODUCT))

    @property
    def delay(self) -> float:
        """Seconds that it wants between two requests, 60 at most; 0 when it does not say."""
        return min(self.rules.crawl_delay(PRODUCT) or 0.0, _LONGEST_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """As they are written there."""
        return tuple(self.rules.sitemaps)


def parse_robots(body: bytes) -> Robots:
    """The rules in these bytes; what is no rule (an error page in HTML) forbids nothing."""
    whole = body if len(body) <= MOST_BYTES else body[:MOST_BYTES].rpartition(b"\n")[0]
    return Robots(Protego.parse(whole.decode("utf-8-sig", errors="replace")))
