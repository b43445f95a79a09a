"""The words of a Word document that Word does not show: marked as hidden, or too small to see."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from re import search
from typing import BinaryIO
from zipfile import ZipFile

from lxml import etree

_MAY_HIDE = rb"vanish|:sz [\w:]*val=['\"][0-2]['\"]"
_WITH_RUNS = {"document", "footnotes", "endnotes"}
_TINY = {"0", "1", "2"}  # half points

Element = etree._Element  # lxml has no public name for it
Styles = Mapping[str, Element]


def without_hidden_runs(file: BinaryIO) -> tuple[BinaryIO, int]:
    """The file's XML without hidden words, and how many characters those were; the file itself if it has none."""
    with ZipFile(file) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        parts = {name: package.read(name) for name in names}
    if not any(search(_MAY_HIDE, content) for content in parts.values()):
        file.seek(0)
        return file, 0
    return _rewritten(parts)


def _rewritten(parts: Mapping[str, bytes]) -> tuple[BinaryIO, int]:
    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    trees = {name: etree.fromstring(content, safe) for name, content in parts.items()}
    styles = {_said(style, "styleId"): style for tree in trees.values() for style in tree.iter("{*}style")}
    made, dropped = BytesIO(), 0
    with ZipFile(made, "w") as package:
        for name, tree in trees.items():
            if etree.QName(tree).localname in _WITH_RUNS:
                dropped += sum(_emptied(run) for run in tree.iter("{*}r") if _is_hidden(run, styles))
            package.writestr(name, etree.tostring(tree))
    made.seek(0)
    return made, dropped


def _emptied(run: Element) -> int:
    """Takes out the run's words, but leaves the marks of fields, which come in pairs."""
    words = run.findall("{*}t")
    for text in words:
        run.remove(text)
    return sum(len(text.text or "") for text in words)


def _is_hidden(run: Element, styles: Styles) -> bool:
    """By what is said nearest to the run: by itself, by its style, or by its paragraph's style."""
    said = list(_properties(run, styles))
    vanish = next((mark for properties in said if (mark := properties.find("{*}vanish")) is not None), None)
    size = next((mark for properties in said if (mark := properties.find("{*}sz")) is not None), None)
    if vanish is not None and _said(vanish, "val") not in {"0", "false", "off"}:
        return True
    return size is not None and _said(size, "val") in _TINY


def _properties(run: Element, styles: Styles) -> Iterator[Element]:
    own = run.find("{*}rPr")
    paragraph = next(run.iterancestors("{*}p"), run)
    if own is not None:
        yield own
    for mark in (run.find("{*}rPr/{*}rStyle"), paragraph.find("{*}pPr/{*}pStyle")):
        yield from _properties_of_style("" if mark is None else _said(mark, "val"), styles)


def _properties_of_style(name: str, styles: Styles) -> Iterator[Element]:
    """Of the style, then of each that it is based on."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        properties, base = styles[name].find("{*}rPr"), styles[name].find("{*}basedOn")
        if properties is not None:
            yield properties
        name = "" if base is None else _said(base, "val")


def _said(element: Element, name: str) -> str:
    """The attribute of this name, whatever its namespace; "" when it has none."""
    found = (value for key, value in element.items() if etree.QName(key).localname == name)
    return str(next(found, ""))
