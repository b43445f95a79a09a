"""In which forms a reply could go out: in public or as a direct message, with a link to its source or without."""

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from itertools import product
from urllib.parse import urlsplit

from assist.reply.channels import Rules
from assist.reply.planner import Cue
from assist.text.length import links_in
from assist.understanding.wishes import OPTED_OUT
from desk.drafts import Citation, Draft, Form, To
from index.knowledge import Audience, Document

INSIDE_HOSTS = (".local", ".internal", ".intranet", ".lan", ".corp", ".home", ".localhost", ".localdomain")
NO_LINK = "no source has a web address that everybody may open"

Applies = Callable[[To, Cue], object]

# Why a way is not open; the first that applies.
BARRIERS: tuple[tuple[Applies, str], ...] = (
    (lambda _, cue: cue.opted_out, OPTED_OUT),
    (lambda to, cue: to is To.PUBLIC and not cue.public, "the customer wrote a direct message"),
    (lambda to, cue: to is To.PUBLIC and cue.barred, "{barred}"),
    (
        lambda to, cue: to is To.DM and cue.public and cue.takes_dm is False,
        "the customer takes no direct messages from us",
    ),
)
# What to bear in mind of a way that is open but was not chosen; the first that applies.
REMARKS: tuple[tuple[Applies, str], ...] = (
    (lambda to, cue: to is To.PUBLIC and cue.private, "{private}: say nothing private there"),
    (lambda to, _: to is To.PUBLIC, "everybody reads it"),
    (
        lambda _, cue: cue.public and cue.complains and not cue.private,
        "it would look as if we hid the complaint",
    ),
    (lambda _, cue: cue.public and cue.takes_dm is None, "nobody knows whether it would arrive"),
    (lambda *_: True, "only the customer reads it"),
)


def forms_of(draft: Draft, cue: Cue, url: str | None) -> tuple[Form, ...]:
    """All four forms of a draft, the one it has now marked; `url` as `link_for` gives it."""
    bare = without_link(draft.text, url)
    return tuple(_form(draft, bare, to, url, cue, link) for to, link in product(To, (False, True)))


def link_for(citations: Iterable[Citation], document: Callable[[Citation], Document | None]) -> str | None:
    """The address of the first source that everybody may open; None when there is none."""
    found = ((citation.url, document(citation)) for citation in citations)
    return next((url for url, source in found if url and source and _is_open(url, source)), None)


def on_the_web(url: str) -> bool:
    """True for an http address whose host the whole world knows: no path, no machine of our own network."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        return parts.scheme in {"http", "https"} and not parts.username and _known_to_the_world(host)
    except ValueError:
        return False


def with_link(text: str, url: str) -> str:
    """The text with an address at its end, once."""
    return text if text.endswith(url) else f"{text} {url}"


def without_link(text: str, url: str | None) -> str:
    """The text without the address that `with_link` put there."""
    return text.removesuffix(url).rstrip() if url and text.endswith(f" {url}") else text


def _is_open(url: str, source: Document) -> bool:
    return source.audience is Audience.PUBLIC and on_the_web(url)


def _known_to_the_world(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.casefold().endswith(INSIDE_HOSTS)


def _form(draft: Draft, bare: str, to: To, url: str | None, cue: Cue, link: bool) -> Form:
    text = with_link(bare, url) if link and url else bare
    wrong = _barrier(to, cue) or (NO_LINK if link and not url else _too_long(to, text, cue.rules))
    chosen = draft.to is to and draft.text == text and not (link and not url)
    return Form(
        to=to,
        link=link,
        cost_usd=cue.rules.cost_usd(to, has_link=link or bool(links_in(text))),
        weighted_length=cue.rules.length(To.PUBLIC, text),
        possible=wrong is None,
        reason=wrong or (draft.to_reason if chosen else _remark(to, cue, link)),
        chosen=chosen,
    )


def _barrier(to: To, cue: Cue) -> str | None:
    found = next((reason for applies, reason in BARRIERS if applies(to, cue)), None)
    return found and found.format(barred=cue.barred)


def _too_long(to: To, text: str, rules: Rules) -> str | None:
    over = rules.length(to, text) - rules.limit(to)
    return f"{over} characters too long" if over > 0 else None


def _remark(to: To, cue: Cue, link: bool) -> str:
    remark = next(reason for applies, reason in REMARKS if applies(to, cue)).format(private=cue.private)
    return f"{remark}; {_link_remark(to, cue.rules)}" if link else remark


def _link_remark(to: To, rules: Rules) -> str:
    dearer = rules.cost_usd(to, has_link=True) > rules.cost_usd(to, has_link=False)
    return (
        f"{rules.name} takes far more for a post with a link" if dearer else "a link costs nothing more there"
    )
