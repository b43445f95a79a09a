"""What to read: a source of knowledge as the settings describe it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from index.knowledge import Audience, Kind
from ingest.errors import BadSource


class Format(Enum):
    """How a file is written."""

    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"  # reStructuredText and AsciiDoc too
    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    CSV = "csv"  # of questions and answers
    JSONL = "jsonl"
    HTML_FORUM = "html-forum"
    QAPAGE = "qapage"
    DISCOURSE = "discourse"
    ASKBOT = "askbot"
    STACKEXCHANGE_DUMP = "stackexchange-dump"
    STACKEXCHANGE_API = "stackexchange-api"


KINDS = {kind.value: kind for kind in Kind} | {"datasheet": Kind.DATA_SHEET, "note": Kind.SME_NOTE}


def kind_named(word: str) -> Kind:
    """The kind that a setting or a row calls `word`; "datasheet" and "note" are aliases. Raises BadSource."""
    try:
        return KINDS[word.strip().lower()]
    except KeyError as error:
        raise BadSource(f"kind {word!r} is unknown; use one of {', '.join(KINDS)}") from error


def audience_named(word: str) -> Audience:
    """The audience that a setting or a row calls `word`. Raises BadSource."""
    try:
        return Audience(word.strip().lower())
    except ValueError as error:
        known = ", ".join(audience.value for audience in Audience)
        raise BadSource(f"audience {word!r} is unknown; use one of {known}") from error


def format_named(word: str) -> Format:
    """The format that a setting calls `word`. Raises BadSource."""
    try:
        return Format(word.strip().lower())
    except ValueError as error:
        known = ", ".join(form.value for form in Format)
        raise BadSource(f"format {word!r} cannot be read; use one of {known}") from error


@dataclass(frozen=True)
class Selectors:
    """CSS selectors that find the parts of a saved forum page.

    `post` finds the element of each post, the question first; `body`, `author` and `date` are looked up
    within a post; `accepted` matches a post, or something within it; `anchor` is the element whose id
    links to the post: the post, something within it, or the element right before it. `skip` is taken out first.
    """

    post: str
    body: str
    title: str | None = None  # in the page; None: its first heading, else its title
    author: str | None = None
    date: str | None = None
    accepted: str | None = None
    anchor: str | None = None
    skip: str | None = None


@dataclass(frozen=True)
class Crawl:
    """How far and how fast a web source is read. The location is the first page."""

    start: tuple[str, ...] = ()  # more pages to begin at
    sitemaps: tuple[str, ...] = ()  # besides those that robots.txt names
    include: tuple[
        str, ...
    ] = ()  # patterns of paths such as "/docs/*"; none: all below the location's folder
    exclude: tuple[str, ...] = ()
    depth: int = 10  # links from a start page
    most_pages: int = 20_000
    pause: timedelta = timedelta(
        seconds=1
    )  # between two requests to one host; its Crawl-delay may make it longer
    at_once: int = 2  # requests to one host
    private_hosts: tuple[str, ...] = ()  # hosts that may have a private address


@dataclass(frozen=True)
class Source:
    """Where knowledge comes from, what sort it is and who may read it. `name` is unique."""

    name: str
    kind: Kind
    location: str  # a folder, a file, a glob pattern, a web address or an fsspec URL
    audience: Audience
    format: Format | None = None  # None: guessed for each file
    products: tuple[str, ...] = ()
    owner: str | None = None
    unaccepted: bool = False  # threads without an accepted solution count too, with low trust
    selectors: Selectors | None = None
    site: str | None = None  # of Stack Exchange: "iot.stackexchange.com"; None: a dump's posts have no link
    crawl: Crawl = Crawl()
    refresh_every: timedelta | None = None  # None: only when somebody asks

    def __post_init__(self) -> None:
        if not self.name or "/" in self.name:
            raise BadSource(f"source {self.name!r}: a name is needed, without a slash")
        if not self.location.strip():  # else it would be the folder that one happens to be in
            raise BadSource(f"source {self.name!r}: a location is needed; '.' is this folder")
        if self.format is Format.HTML_FORUM and self.selectors is None:
            raise BadSource(
                f"source {self.name!r}: format 'html-forum' needs selectors (at least post and body)"
            )

    @property
    def on_the_web(self) -> bool:
        """Whether the location is a web address, to be crawled or asked for its threads."""
        return self.location.lower().startswith(("http://", "https://"))
