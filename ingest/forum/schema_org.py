"""What a page says of itself in schema.org's words, as JSON-LD and as microdata. The only module that knows extruct."""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ingest.errors import Unreadable

Item = Mapping[
    str, Any
]  # as in JSON-LD: "@type", "@id" and properties; a value may be text, a number, an item or a list


def json_ld_of(markup: str) -> list[Item]:
    """The items of all JSON-LD blocks, those of an @graph too. Raises Unreadable when all of it is broken."""
    from extruct.jsonld import JsonLdExtractor

    items: list[Item] = []
    broken = None
    for script in _tree(markup).iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        if kind != "application/ld+json":
            continue
        script.set("type", kind)
        try:
            items += [item for item in JsonLdExtractor().extract_items(script) if isinstance(item, dict)]
        except (ValueError, RecursionError) as error:
            broken = error
    if broken and not items:
        raise Unreadable(f"its JSON-LD is broken: {str(broken)[:200]}") from broken
    return items + [node for item in items for node in listed(item.get("@graph"))]


def microdata_of(markup: str) -> list[Item]:
    """The items of the page that are not within another one. A property `text` is HTML, all others are plain text."""
    from extruct.w3cmicrodata import MicrodataExtractor

    found = MicrodataExtractor(add_html_node=True).extract_items(_tree(markup), "")
    return [_item(one) for one in found]


def listed(value: object) -> list[Item]:
    """The items of a value: of a list, of one item, or none."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, Mapping)]


def is_a(item: Item, name: str) -> bool:
    """Whether the item's type is this one, however its vocabulary is spelt."""
    kinds = item.get("@type")
    return any(
        isinstance(kind, str) and kind.replace(":", "/").rpartition("/")[2] == name
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _tree(markup: str) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        return lxml_html.document_fromstring(markup.encode("utf-8", errors="replace"), parser=parser)
    except etree.ParserError:  # nothing in it
        return lxml_html.document_fromstring(b"<html></html>", parser=parser)


def _item(found: Mapping[str, Any]) -> Item:
    """As JSON-LD would have it."""
    properties = {name: _value(value) for name, value in found.get("properties", {}).items()}
    written = "".join(_written(found["htmlNode"]))
    return {
        **properties,
        "@type": found.get("type"),
        "@id": found.get("id"),
        **({"text": written} if written.strip() else {}),
    }


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_value(one) for one in value]
    return _item(value) if isinstance(value, Mapping) and "htmlNode" in value else value


def _written(node: Any) -> Iterator[str]:
    """The HTML within the properties `text` of this item, not of the items in it."""
    for child in node:
        if not isinstance(child.tag, str):  # a comment
            continue
        if "text" in (child.get("itemprop") or "").split() and child.get("content") is None:
            yield str(etree.tostring(child, encoding="unicode", method="html", with_tail=False))
        elif child.get("itemscope") is None:
            yield from _written(child)
