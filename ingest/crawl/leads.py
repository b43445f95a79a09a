"""Where a page or a sitemap leads, through lxml; hostile markup included."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urljoin

from lxml import etree

from ingest.crawl.inflate import inflated, within
from ingest.crawl.robots import PRODUCT
from ingest.decode import decoded
from ingest.errors import Unfetchable

MOST_LINKS = 5000  # of one page
MOST_LISTED = 50_000  # addresses in one sitemap, as sitemaps.org has it (checked 2026-11)
_LARGEST_SITEMAP = 50 * 2**20  # bytes
_REFRESH = re.compile(  # possessive: spaces without end must not be tried in every split
    r"\s*+[\d.]++\s*+[;,]\s*+(?:url\s*+=\s*+)?['\"]?([^'\"\s]+)", re.IGNORECASE
)
_LINKS = {"a": "href", "area": "href", "frame": "src", "iframe": "src"}


@dataclass
class Leads:
    """What a page says to crawlers. Links are absolute, in order, each once; `cut` counts those beyond the most."""

    links: list[str] = field(default_factory=list)
    canonical: str | None = None
    index: bool = True
    follow: bool = True
    cut: int = 0


def leads_of(page: bytes, address: str) -> Leads:
    """Of an HTML page, however broken. Raises Unreadable for what is no text."""
    reader = _Reader(address)
    # The stub asks for methods that lxml does not need, and that would make it slower.
    parser = etree.HTMLParser(target=reader, encoding="utf-8", recover=True, huge_tree=False)  # type: ignore[arg-type]
    parser.feed(decoded(page).encode("utf-8", errors="replace"))
    try:
        parser.close()
    except etree.LxmlError:  # nothing in it, or nested too deep: what was seen until then counts
        return reader.leads()
    return reader.leads()


class _Reader:
    """Takes the start of each element from lxml's parser."""

    def __init__(self, address: str) -> None:
        self._address, self._base = address, address
        self._based = False
        self._links: dict[str, None] = {}
        self._found = Leads()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """One element."""
        if tag == "base" and not self._based and attributes.get("href"):
            self._based, self._base = True, self._absolute(attributes["href"]) or self._base
        elif tag == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self._found.canonical = self._absolute(attributes.get("href", ""))
        elif tag == "meta":
            self._meta(attributes)
        elif tag in _LINKS and "nofollow" not in attributes.get("rel", "").lower().split():
            self._link(attributes.get(_LINKS[tag], ""))

    def close(self) -> None:
        """The end of the page."""

    def leads(self) -> Leads:
        self._found.links = list(self._links)
        return self._found

    def _meta(self, attributes: Mapping[str, str]) -> None:
        content = attributes.get("content", "")
        if attributes.get("name", "").lower() in ("robots", PRODUCT):
            said = set(re.split(r"[\s,]+", content.lower()))
            self._found.index &= not said & {"noindex", "none"}
            self._found.follow &= not said & {"nofollow", "none"}
        elif attributes.get("http-equiv", "").lower() == "refresh" and (to := _REFRESH.match(content)):
            self._link(to.group(1))

    def _link(self, written: str) -> None:
        absolute = self._absolute(written)
        if absolute is None or absolute in self._links:
            return
        if len(self._links) < MOST_LINKS:
            self._links[absolute] = None
        else:
            self._found.cut += 1

    def _absolute(self, written: str) -> str | None:
        """None for what is no address on the web, such as mailto: or a mere fragment."""
        written = written.strip()
        if not written or written.startswith("#"):
            return None
        try:
            absolute = urljoin(self._base, written).partition("#")[0]
        except ValueError:
            return None
        return absolute if absolute.lower().startswith(("http://", "https://")) else None


@dataclass(frozen=True)
class Sitemap:
    """The addresses that a sitemap lists, and further sitemaps that an index lists."""

    pages: tuple[str, ...]
    sitemaps: tuple[str, ...]
    cut: bool  # it lists more than a sitemap may


def read_sitemap(body: bytes) -> Sitemap:
    """Of a sitemap in XML or plain lines, or of an index, compressed or not. Raises Unreadable for a damaged one."""
    if body.startswith(b"\x1f\x8b"):
        body = within(inflated(_pieces(body), "gzip"), _LARGEST_SITEMAP)
    found = list(_listed(body))
    kept = found[:MOST_LISTED]
    return Sitemap(
        pages=tuple(url for is_page, url in kept if is_page),
        sitemaps=tuple(url for is_page, url in kept if not is_page),
        cut=len(found) > MOST_LISTED,
    )


def _pieces(body: bytes) -> Iterable[bytes]:
    return (body[start : start + 2**16] for start in range(0, len(body), 2**16))


def _listed(body: bytes) -> Iterator[tuple[bool, str]]:
    """(whether it is a page, address) in order, one more than the most at most."""
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        lines = decoded(body).split()[: MOST_LISTED + 1]
        yield from ((True, line) for line in lines if line.startswith(("http://", "https://")))
        return
    events = etree.iterparse(
        BytesIO(body),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    count = 0
    try:
        for _, element in events:
            around = _name(element.getparent())
            if _name(element) == "loc" and around in ("url", "sitemap") and element.text:
                count += 1
                yield around == "url", element.text.strip()
            elif _name(element) in ("url", "sitemap"):
                element.clear()
            if count > MOST_LISTED:
                return
    except etree.XMLSyntaxError as error:
        raise Unfetchable(f"the sitemap is damaged: {error.msg}") from error


def _name(element: etree._Element | None) -> str:
    """Without its namespace; "" for a comment and the like."""
    return etree.QName(element).localname if element is not None and isinstance(element.tag, str) else ""
