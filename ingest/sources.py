"""What to read: a source of knowledge as the settings describe it."""

from dataclasses import dataclass
from enum import Enum

from index.knowledge import Audience, Kind
from ingest.errors import BadSource


class Format(Enum):
    """How a file is written."""

    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    JSONL = "jsonl"
    HTML_FORUM = "html-forum"
    STACKEXCHANGE_DUMP = "stackexchange-dump"


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
class Source:
    """Where knowledge comes from, what sort it is and who may read it. `name` is unique."""

    name: str
    kind: Kind
    location: str  # a folder, a file or a glob pattern
    audience: Audience
    format: Format | None = None  # None: guessed for each file
    products: tuple[str, ...] = ()
    owner: str | None = None
    unaccepted: bool = False  # threads without an accepted solution count too, with low trust
    selectors: Selectors | None = None
    site: str | None = None  # of a Stack Exchange dump: "iot.stackexchange.com"; None: its posts have no link

    def __post_init__(self) -> None:
        if not self.name or "/" in self.name:
            raise BadSource(f"source {self.name!r}: a name is needed, without a slash")
        if "://" in self.location:
            raise BadSource(
                f"source {self.name!r}: {self.location!r} is an address on the web, and web sources come with the"
                " crawler; save its pages and name their folder"
            )
        if self.format is Format.HTML_FORUM and self.selectors is None:
            raise BadSource(
                f"source {self.name!r}: format 'html-forum' needs selectors (at least post and body)"
            )
