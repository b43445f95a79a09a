"""Web addresses: cleaned for asking, and told apart. The only module that knows w3lib."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

from w3lib.url import canonicalize_url, safe_url_string

from ingest.errors import Unfetchable

DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(
    r"[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_.])?|[0-9a-f:.]+"
)  # a name, or IPv6 without brackets
_NO_MATTER = re.compile(
    r"utm_\w+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|yclid|twclid|mc_[ce]id|_ga|_gl|igshid|mkt_tok"
    r"|(php|j|asp)?sess(ion)?_?id|aspsessionid\w*|cf(id|token)",
    re.IGNORECASE,
)
_FORUM_SESSION = re.compile(r"sid=[0-9a-f]{32}", re.IGNORECASE)  # phpBB's
_PATH_SESSION = re.compile(r";(jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)


def cleaned(url: str, base: str = "") -> str:
    """The address to ask, absolute, without fragment, default port, session and tracking parameters.

    Raises Unfetchable for what is no web address, and for one that carries a name or a password.
    """
    try:
        return _cleaned(urljoin(base, url.strip()))
    except ValueError as error:
        raise Unfetchable(f"{url[:200]!r} is no web address: {error}") from error


@lru_cache(maxsize=2**16)
def _cleaned(url: str) -> str:
    parts = urlsplit(safe_url_string(url))
    _check(parts, url)
    path = _PATH_SESSION.sub("", urlsplit(canonicalize_url(url)).path)
    query = "&".join(field for field in parts.query.split("&") if field and not _is_noise(field))
    return f"{origin_of(parts)}{path or '/'}{'?' if query else ''}{query}"


def _check(parts: SplitResult, url: str) -> None:
    if parts.scheme not in DEFAULT_PORTS:
        raise Unfetchable(f"{url[:200]!r} begins neither with http:// nor with https://")
    if "@" in parts.netloc:
        raise Unfetchable(f"the address of {parts.hostname!r} carries a name or a password")
    if not _HOST.fullmatch(parts.hostname or ""):
        raise Unfetchable(f"{url[:200]!r} names no host")


def _is_noise(field: str) -> bool:
    return bool(_NO_MATTER.fullmatch(field.partition("=")[0]) or _FORUM_SESSION.fullmatch(field))


@lru_cache(maxsize=2**16)
def sameness(address: str) -> str:
    """Equal for addresses that differ only in how they are written, such as the order of their parameters.

    It may not be asked for: a server may tell `?123-title` from `?123-title=`.
    """
    return canonicalize_url(address)


def origin_of(address: str | SplitResult) -> str:
    """Scheme, host and port of a cleaned address, the default port left out: "https://docs.example.com"."""
    parts = urlsplit(address) if isinstance(address, str) else address
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = "" if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def redirected(address: str, location: str) -> str:
    """Where a redirect leads. From https to http it stays on https. Raises Unfetchable where that cannot be."""
    target = cleaned(location, address)
    if address.startswith("https://") and target.startswith("http://"):
        if urlsplit(target).port is not None:
            raise Unfetchable(f"it leads from https to unprotected {target!r}")
        return "https://" + target.removeprefix("http://")
    return target
