"""HTML through bs4: what a page shows to a reader. The only module that knows bs4."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import soupsieve
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from soupsieve import SelectorSyntaxError, SoupSieve

from ingest.errors import BadSource, Unreadable
from ingest.plain import on_one_line, plain
from ingest.style_sheets import Said, Sheet, Style, over, sheet_of, style_of, values
from ingest.unseen import Look, look_of, takes_away

Element = Tag

_BLOCK = re.compile(
    "h[1-6r]|p|pre|[ou]l|li|d[ldt]|div|section|article|main|header|footer|nav|aside|address|blockquote|body|center"
    "|details|summary|dialog|fieldset|figure|figcaption|form|table|caption|t(body|head|foot|r|d|h)"
)
_NEVER_SHOWN = frozenset(
    ("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "audio", "video")
)
_AROUND = (
    "nav, aside, footer, [role=navigation], [role=search], header:not(:is(main, article, section) header)"
)
_CONTROLS = "input, select, textarea, button, label, form:not(:has(h1, h2, h3, p, table))"
_SHEETS = "style:is(:not([media]), [media=all], [media=screen]):not(noscript style)"
_OTHER_SHEETS = "link[rel~=stylesheet][href]"
_EXPONENT = re.compile(r"[-+−]?\d+")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")  # 10<sup>3</sup> is not 103
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DEEPEST = 512  # elements, as in browsers
_MOST_TAGS = 200_000  # each takes 1 kB and 0.1 ms or so


@dataclass(frozen=True)
class Page:
    """A page without what no reader sees; `dropped` counts the characters of that."""

    root: Element
    dropped: int


def read_page(markup: str) -> Page:
    """The page of this markup, however broken, without scripts and hidden parts. Raises Unreadable."""
    cleaned = plain(_XML_DECLARATION.sub("", markup))
    if (tags := cleaned.text.count("<")) > _MOST_TAGS:
        raise Unreadable(f"it is made of {tags} tags; {_MOST_TAGS} is the most: split it")
    # bs4 warns of markup without any tag, so it gets one.
    soup = BeautifulSoup(f"{cleaned.text}<!-- -->", "lxml")
    _refuse_deep_nesting(soup)
    hidden = _remove_unseen(soup)
    return Page(soup, cleaned.dropped + hidden)


def main_content(page: Page) -> Element:
    """The page's own part: its only <main> or <article>, #content, or else its body; without what stands around."""
    body = first(page.root, "body") or page.root
    found = (select(body, css) for css in ("main", "[role=main]", "article", "#content"))
    content = next((only[0] for only in found if len(only) == 1 and text_of(only[0])), body)
    remove(content, f"{_AROUND}, {_CONTROLS}")
    return content


def title_of(page: Page, content: Element) -> str:
    """The first heading of level 1 in the content, else the page's title; "" when there is neither."""
    return text_of(first(content, "h1")) or text_of(first(page.root, "title"))


def canonical_url(page: Page) -> str | None:
    """The address that the page gives itself, None when it gives none on the web."""
    link = first(page.root, "link[rel~=canonical][href]")
    url = attribute(link, "href") if link else None
    return url if url and url.startswith(("https://", "http://")) else None


def select(element: Element, css: str) -> list[Element]:
    """What `css` selects within the element, in order of the page. Raises BadSource for what is no selector."""
    return list(_compiled(css).select(element))


def first(element: Element, css: str | None) -> Element | None:
    """The first that `css` selects within the element; None when it selects nothing or is None."""
    return _compiled(css).select_one(element) if css else None


def matches(element: Element, css: str) -> bool:
    """Whether `css` selects the element itself."""
    return _compiled(css).match(element)


def _compiled(css: str) -> SoupSieve:
    try:
        return soupsieve.compile(css)
    except (SelectorSyntaxError, NotImplementedError) as error:  # the latter for "::before" and the like
        reason = str(error).partition("\n")[0]
        raise BadSource(f"selector {css!r} cannot be used: {reason}") from error


def before(element: Element) -> Element | None:
    """The element right before this one under the same parent, if there is one."""
    return element.find_previous_sibling()


def attribute(element: Element, name: str) -> str | None:
    """The attribute's text, None when it is missing or empty."""
    value = element.get(name)
    return (value if isinstance(value, str) or value is None else " ".join(value)) or None


def text_of(element: Element | None) -> str:
    """All words of the element on one line; "" for None."""
    pieces = groupby(pieces_of(element), key=itemgetter(0)) if element else ()
    return on_one_line(" ".join("".join(piece[2] for piece in run) for _, run in pieces))


def fill(element: Element, named: Iterable[tuple[str, str]]) -> None:
    """Replaces all that is in the element by these elements, each a name and a text."""
    element.clear()
    for name, text in named:
        tag = Tag(name=name)
        tag.string = text
        element.append(tag)


def remove(element: Element, css: str | None) -> None:
    """Takes out what `css` selects within the element."""
    for found in select(element, css) if css else ():
        found.decompose()


def pieces_of(element: Element) -> Iterator[tuple[int, Element, str]]:
    """(number of the run, block around it, text): a run is text that no border of a block interrupts."""
    run, block = 0, element
    for node in element.descendants:
        if isinstance(node, Tag):
            run += bool(_BLOCK.fullmatch(node.name))
            if node.name == "br":
                yield run, block, "\n"
        elif type(node) is NavigableString:  # its subclasses are comments and the like
            around = next((up for up in node.parents if _BLOCK.fullmatch(up.name) or up is element), element)
            run, block = run + (around is not block), around
            yield run, block, _written(node, block)


def _written(node: NavigableString, block: Element) -> str:
    if node.parent is not None and node.parent.name == "sup":
        return node.translate(_RAISED) if _EXPONENT.fullmatch(node) else node
    return node if block.name == "pre" else re.sub(r"\s+", " ", node)


def _remove_unseen(soup: Element) -> int:
    """Takes out what no reader sees; says how many characters that were, without scripts and the like."""
    sheet = sheet_of([written.get_text() for written in select(soup, _SHEETS)])
    sure = first(soup, _OTHER_SHEETS) is None and sheet.whole
    unseen = list(_unseen(soup, sheet, sure=sure))
    hidden = 0
    for node in unseen:
        if isinstance(node, Tag):
            hidden += 0 if node.name in _NEVER_SHOWN else len(text_of(node))
            node.decompose()
        else:
            hidden += len(on_one_line(node))
            node.extract()
    return hidden


def _unseen(soup: Element, sheet: Sheet, *, sure: bool) -> Iterator[Element | NavigableString]:
    """Elements and texts that no reader sees, none of them within another."""
    looks = {id(soup): Look()}
    for node in soup.descendants:
        around = looks.get(id(node.parent))
        if around is None:  # it is within one that nobody sees
            continue
        if isinstance(node, Tag):
            said = _said(node, sheet) if node.attrs or sheet.rules else {}
            if node.name in _NEVER_SHOWN or _is_away(node, said):
                yield node
            else:
                looks[id(node)] = look_of(said, around, sure=sure) if said or not sure else around
        elif not around.seen and type(node) is NavigableString:
            yield node


def _is_away(element: Element, said: Mapping[str, str]) -> bool:
    if element.name in {"html", "body"}:  # hidden until a script shows it
        return False
    closed = element.name == "dialog" and not element.has_attr("open")
    switched_off = (
        element.get("hidden", "until-found") != "until-found" or element.get("aria-hidden") == "true"
    )
    return closed or switched_off or takes_away(said)


def _said(element: Element, sheet: Sheet) -> Mapping[str, str]:
    """What styles say of the element: its attributes of old, the page's rules, its own style."""
    own = style_of(attribute(element, "style") or "")
    return values(over(over(_of_old(element), _by_rules(element, sheet)), own))


def _by_rules(element: Element, sheet: Sheet) -> Style:
    """What the simple rules of the page say; what they hide is not hidden if another rule may say otherwise."""
    named = (element.name, attribute(element, "id"), element.get_attribute_list("class"))
    style = sheet.style_for(*named)
    said = values(style)
    if not said or (look_of(said, Look(), sure=True).seen and not takes_away(said)):
        return style
    others = [
        other
        for css, other in sheet.perhaps_for(*named)
        if other.keys() & style.keys() and _may_mean(element, css)
    ]
    return {name: said for name, said in style.items() if not any(name in other for other in others)}


def _may_mean(element: Element, css: str) -> bool:
    try:
        return matches(element, css)
    except BadSource:  # a selector for browsers only
        return False


def _of_old(element: Element) -> Style:
    """Attributes that do the work of styles."""
    said = {
        "background-color": attribute(element, "bgcolor"),
        "color": attribute(element, {"font": "color", "body": "text"}.get(element.name, "")),
    }
    return {name: Said(value.lower()) for name, value in said.items() if value}


def _refuse_deep_nesting(soup: Element) -> None:
    """What follows takes time in proportion to the depth of the page."""
    depths = {id(soup): 0}
    for element in soup.descendants:
        if isinstance(element, Tag):
            depth = depths[id(element)] = depths[id(element.parent)] + 1
            if depth > _DEEPEST:
                raise Unreadable(f"its elements are nested more than {_DEEPEST} deep: it is damaged")
