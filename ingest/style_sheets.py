"""What style attributes and <style> elements say of an element, as far as it can hide a text."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_HEARD = frozenset(
    (
        *("display", "visibility", "content-visibility", "opacity", "color", "font", "font-size"),
        *("background", "background-color", "background-image", "background-clip", "-webkit-background-clip"),
        *("position", "left", "right", "top", "bottom", "text-indent", "margin-left", "margin-top"),
        *("width", "max-width", "height", "max-height", "overflow", "overflow-x", "overflow-y"),
        *("clip", "clip-path", "transform"),
    )
)
_COLOURING = frozenset(("color", "background", "background-color", "background-image"))
_LONGEST = 2**20  # characters of sheets that are looked at
_LONGEST_VALUE = 1000  # characters
_MOST_TRIED = 200  # rules for an element, of each sort; also classes of it
_DEEPEST = 16  # blocks within blocks
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
# Each of these matches to its end whatever comes, or a hostile sheet would be tried from each of its characters.
_QUOTED = re.compile(r"""(["'])(?:\\.|(?!\1)[^\\\n])*+(?:\1|\n|\\?\Z)|url\([^)]*+(?:\)|\Z)""", re.DOTALL)
_UP_TO_BRACE = re.compile(r"([^{}]*+)([{}]|\Z)")
_ALWAYS = re.compile(r"@(media\s+(only\s+)?(screen|all)|layer[^{]*|supports[^{]*)\s*", re.IGNORECASE)
_NEVER = re.compile(r"@(media\s+(only\s+)?(print|speech)|(?!media|layer|supports|container))", re.IGNORECASE)
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*|\*)?(?:[.#][\w-]+)*", re.IGNORECASE)
_PSEUDO = re.compile(r"\([^)]*\)|\[[^\]]*\]|::?[a-z-]+", re.IGNORECASE)
_MEANS_NO_ELEMENT = re.compile(r"::|:(before|after|contains|-soup)", re.IGNORECASE)  # in a browser
_ANYTHING_BEFORE = re.compile(r".*[\s>+~](?=\S)", re.DOTALL)


@dataclass(frozen=True)
class Said:
    """The value of a property, in small letters."""

    value: str
    important: bool = False


Style = Mapping[str, Said]  # by property


def style_of(declarations: str) -> Style:
    """The properties that matter here; of two of one name the later."""
    style: Style = {}
    for declaration in _COMMENT.sub("", declarations).lower().split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() in _HEARD:
            bare, mark, _ = value.partition("!")
            style = over(style, {name.strip(): Said(bare.strip()[:_LONGEST_VALUE], bool(mark))})
    return style


def over(lower: Style, upper: Style) -> Style:
    """Both, the upper one's properties before the lower one's, but for what the lower one calls important."""
    if not lower or not upper:
        return lower or upper
    kept = {
        name for name, said in lower.items() if said.important and name in upper and not upper[name].important
    }
    return {**lower, **{name: said for name, said in upper.items() if name not in kept}}


def values(style: Style) -> Mapping[str, str]:
    """Its properties without how important they are."""
    return {name: said.value for name, said in style.items()}


@dataclass(frozen=True)
class _Selector:
    """An element's tag, id and classes; None and empty: any."""

    tag: str | None
    id: str | None
    classes: frozenset[str]

    @property
    def weight(self) -> tuple[int, int, int]:
        """https://www.w3.org/TR/selectors-4/#specificity-rules"""
        return (int(self.id is not None), len(self.classes), int(self.tag is not None))


@dataclass
class Sheet:
    """The rules of a page with simple selectors, and those that may hold: with other selectors or on some screens.

    Both are kept by a class, id or tag that an element must have, "*" for any.
    """

    rules: dict[str, list[tuple[_Selector, Style]]] = field(default_factory=dict)
    perhaps: dict[str, list[tuple[str, Style]]] = field(default_factory=dict)
    imports: bool = False  # from other sheets

    @property
    def whole(self) -> bool:
        """Whether all that colours the page is known."""
        return not self.imports and not any(
            _COLOURING & style.keys() for rules in self.perhaps.values() for _, style in rules
        )

    def style_for(self, tag: str, id: str | None, classes: Collection[str]) -> Style:
        """What its simple rules say of such an element."""
        style: Style = {}
        found = [rule for key in _keys(tag, id, classes) for rule in self.rules.get(key, [])[-_MOST_TRIED:]]
        for selector, declared in sorted(found, key=lambda rule: rule[0].weight):  # equals keep their order
            style = over(style, declared) if _fits(selector, tag, id, classes) else style
        return style

    def perhaps_for(self, tag: str, id: str | None, classes: Collection[str]) -> Iterator[tuple[str, Style]]:
        """The other rules that may mean such an element: (selector, style)."""
        for key in _keys(tag, id, classes) if self.perhaps else ():
            yield from self.perhaps.get(key, [])[:_MOST_TRIED]


def _keys(tag: str, id: str | None, classes: Collection[str]) -> list[str]:
    return ["*", tag, *(f".{name}" for name in [*classes][:_MOST_TRIED]), *([f"#{id}"] if id else [])]


def sheet_of(texts: Sequence[str]) -> Sheet:
    """The rules in these texts of <style> elements."""
    css = "\n".join(texts)[:_LONGEST]
    sheet = Sheet(imports="@import" in css)
    for selectors, declarations, certain in _rules(css):
        style = style_of(declarations)
        for selector in map(str.strip, selectors.split(",")) if style else ():
            if selector and not _MEANS_NO_ELEMENT.search(selector):
                _add(sheet, selector, style, certain=certain)
    return sheet


def _add(sheet: Sheet, selector: str, style: Style, *, certain: bool) -> None:
    found = _SIMPLE.fullmatch(selector)
    last = _ANYTHING_BEFORE.sub("", _PSEUDO.sub("", selector))
    names = re.findall(r"[.#][\w-]+", last)
    tag = re.match(r"[a-z][\w-]*", last, re.IGNORECASE)
    key = names[0] if names else tag[0].lower() if tag else "*"
    if not found or not certain:
        sheet.perhaps.setdefault(key, []).append((selector, style))
        return
    ids = [name[1:] for name in names if name[0] == "#"]
    classes = frozenset(name[1:] for name in names if name[0] == ".")
    simple = _Selector(tag[0].lower() if tag else None, ids[0] if ids else None, classes)
    sheet.rules.setdefault(key, []).append((simple, style))


def _rules(css: str) -> Iterator[tuple[str, str, bool]]:
    """(selectors, declarations, whether they hold on every screen)."""
    around: list[str] = []
    bare = _QUOTED.sub(lambda found: "url()" if found[0].startswith("url(") else "''", _COMMENT.sub("", css))
    for text, brace in _UP_TO_BRACE.findall(bare):
        if brace == "{":
            around.append(text.rpartition(";")[2].strip())
            if len(around) > _DEEPEST:
                return
        elif brace and around:
            selectors = around.pop()
            if not selectors.startswith("@") and not any(map(_NEVER.match, around)):
                yield selectors, text, all(map(_ALWAYS.fullmatch, around))


def _fits(selector: _Selector, tag: str, id: str | None, classes: Collection[str]) -> bool:
    return selector.tag in (None, tag) and selector.id in (None, id) and selector.classes <= set(classes)
