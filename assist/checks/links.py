"""Links lead where they seem to lead: to public sources of the reply, or to hosts that the company has named."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from assist.checks.context import Context
from assist.checks.ownwords import is_official
from assist.text.length import links_in
from desk.drafts import Problem
from index.knowledge import Audience

_SCHEME = re.compile(
    r"\b(?!https?:)[a-z][a-z0-9+.-]{1,20}://\S+"
    r"|\b(?:javascript|vbscript|data|file|mailto|tel|sms|intent|blob|view-source):[^\s,.]\S*",
    re.IGNORECASE,
)
_SPELT_OUT = re.compile(
    r"\bhxxps?\S*|\b[\w-]{1,63} ?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)| dot ) ?[a-z]{2,12}\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\d.]+|\[.*\]|0x[0-9a-f]+", re.IGNORECASE)


def check_links(context: Context) -> list[Problem]:
    """Blocks links that come from nowhere, and such as pretend to lead elsewhere than they do."""
    text = context.draft.text
    known = {_bare(link) for link in _cited(context)}
    found = {link: _trick(link, context) or _unknown(link, known, context) for link in links_in(text)}
    odd = (match.group() for pattern in (_SCHEME, _SPELT_OUT) for match in pattern.finditer(text))
    found |= dict.fromkeys(odd, "is no plain web address")
    return [
        Problem("links", f"{link!r} {why}; take it out", blocking=True, words=link if link in text else "")
        for link, why in found.items()
        if why
    ]


def _cited(context: Context) -> Iterator[str]:
    """The addresses of public sources, and those that the company's own public sheets and notes name."""
    for citation in context.draft.citations:
        document = context.source(citation).quoted
        if document is not None and document.audience is Audience.PUBLIC:
            yield document.url or ""
            yield from links_in(document.text) if is_official(citation, context) else ()


def _unknown(link: str, known: set[str], context: Context) -> str | None:
    if _bare(link) in known or _host(link) in context.allowed_hosts:
        return None
    return "is no source of this reply and on no list of allowed hosts"


def _trick(link: str, context: Context) -> str | None:
    """How a link deceives; None when it does not."""
    host = _host(link)
    before = _full(link).partition("://")[2].partition("/")[0]
    if "@" in before or "\\" in link or "%" in before:
        return f"leads to {host!r}, whatever it begins with"
    if host in context.allowed_hosts:
        return None
    if not host.isascii() or "xn--" in host:
        return "has letters in its host that look like others"
    if _ADDRESS.fullmatch(host):
        return "names a number instead of a host"
    posed_as = next((ours for ours in sorted(context.allowed_hosts) if _poses(host, ours)), None)
    return f"looks like {posed_as!r} and leads to {host!r}" if posed_as else None


def _poses(host: str, ours: str) -> bool:
    """True for a host that has our name in it, or is drawn like it, without being ours or below ours."""
    name = ours.removeprefix("www.")
    if host == name or host.endswith(f".{name}"):
        return False
    named = re.compile(rf"(?<![a-z0-9])(?:{re.escape(name)}|{re.escape(name.replace('.', '-'))})(?![a-z0-9])")
    return named.search(host) is not None or _drawn(host) == _drawn(name)


def _drawn(host: str) -> str:
    """The shape of a host: `rn` reads m, digits read as letters."""
    return host.replace("rn", "m").replace("vv", "w").translate(str.maketrans("013457", "oleast"))


def _host(link: str) -> str:
    try:
        return (urlsplit(_full(link)).hostname or "").rstrip(".")
    except ValueError:
        return link


def _full(link: str) -> str:
    return link if "://" in link else f"http://{link}"


def _bare(link: str) -> str:
    """An address without what makes no difference: scheme, a slash at its end."""
    return link.partition("://")[2].rstrip("/") if "://" in link else link.rstrip("/")
