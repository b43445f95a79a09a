"""What a web server answered, and what of it matters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime

REDIRECTS = frozenset((301, 302, 303, 307, 308))
PERMANENT = frozenset((301, 308))
_NOT_AGENTS = r"(?!unavailable_after|max-(snippet|image-preview|video-preview))"
_FOR_AGENT = re.compile(rf"\s*{_NOT_AGENTS}([\w-]+)\s*:(.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Validators:
    """What a server needs to say that something is as it was. Empty: it gave none."""

    etag: str = ""
    last_modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)

    @property
    def headers(self) -> dict[str, str]:
        """Those of a conditional request."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Response:
    """An answer. Names of headers are in lower case; `body` is empty when nobody wanted it."""

    url: str  # what was asked at last, after redirects
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """As the server sent it, with its parameters; "" when it did not."""
        return self.headers.get("content-type", "")

    @property
    def validators(self) -> Validators:
        """For the next time."""
        return Validators(self.headers.get("etag", ""), self.headers.get("last-modified", ""))

    @property
    def unchanged(self) -> bool:
        """Whether it is as it was when its validators were given."""
        return self.status == 304

    @property
    def location(self) -> str | None:
        """Where a redirect points to, as it is written; None when this is no redirect."""
        written = self.headers.get("location") if self.status in REDIRECTS else None
        try:  # many servers write UTF-8 here
            return written.encode("latin-1").decode("utf-8") if written else None
        except UnicodeDecodeError:
            return written


def media_type(content_type: str) -> str:
    """The type alone, in lower case: "text/html"; "" for none."""
    return content_type.partition(";")[0].strip().lower()


def charset_of(content_type: str) -> str | None:
    """The charset that a Content-Type header names, None when it names none."""
    message = Message()
    message["Content-Type"] = content_type
    return message.get_content_charset()


def seconds_to_wait(retry_after: str, now: float) -> float | None:
    """What a Retry-After header asks for, in seconds or as a date; None when it says neither. `now`: since 1970."""
    written = retry_after.strip()
    if written.isdecimal() and written.isascii():
        return float(written[:9])
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def directives_of(robots_tag: str, product: str) -> frozenset[str]:
    """What an X-Robots-Tag header says to everybody or to `product`: {"noindex", "nofollow"}; "none" is both."""
    agent, said = "", set()
    for part in robots_tag.split(","):
        if named := _FOR_AGENT.fullmatch(part):
            agent, part = named.group(2).lower(), named.group(3)
        if agent in ("", product):
            said.add(part.strip().lower())
    return frozenset(said | ({"noindex", "nofollow"} if "none" in said else set()))
