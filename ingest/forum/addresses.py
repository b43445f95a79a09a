"""Which address a saved or fetched page of a forum has, and where its links may lead."""

from urllib.parse import urljoin, urlsplit

from ingest.html import Page, canonical_url


def address_of(page: Page, key: str) -> str | None:
    """The address that the page gives itself, else the one where it was fetched; None for a file without one.

    A page that was fetched speaks for its own host only.
    """
    canonical = canonical_url(page)
    if not _on_the_web(key):
        return canonical
    return canonical if canonical and same_host(canonical, key) else key


def on_host(link: str | None, address: str | None) -> str | None:
    """The link, made absolute, if it stays on the host of the page at `address`; else None."""
    if not link or not address:
        return link if link and _on_the_web(link) and not address else None
    try:
        absolute = urljoin(address, link)
    except ValueError:  # "http://[" is no address
        return None
    return absolute if _on_the_web(absolute) and same_host(absolute, address) else None


def same_host(one: str, other: str) -> bool:
    """Whether two web addresses are on one host."""
    return host_of(one) == host_of(other) is not None


def host_of(address: str) -> str | None:
    """The host that a web address names; None for what is no address."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _on_the_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))
