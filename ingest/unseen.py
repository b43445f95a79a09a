"""Whether a reader sees a text, by the styles of the elements around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.colours import Colour, Paint, alike, background_of, paint_of

Values = Mapping[str, str]  # of properties, in small letters

_FAR = 999.0  # pixels out of the window
_NO_PAGE_SO_WIDE = 5000.0  # pixels
_FAINT = 0.05  # of opacity
_DENSE = 0.95  # of opacity; below, what is behind shows through
_DOT = 1.0  # pixels
_LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))(px|pt|r?em|ex|ch|v[wh]|%|cm|mm|in)?")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "vw": 10.0, "vh": 10.0,
           "%": 10.0, "cm": 37.8, "mm": 3.78, "in": 96.0}  # fmt: skip
_OF_THE_ELEMENT_AROUND = re.compile(r"[\d.]+(em|%|ex|ch)|inherit|smaller|larger")
_SIZE_IN_FONT = re.compile(r"(?:^|\s)(0|[\d.]+(?:px|pt|r?em|%))(?=[/\s])")
_CLIPPED = re.compile(r"rect\((?:\s*[01](?:px)?[\s,]*){4}\)|inset\(\s*(?:50|100)%|circle\(\s*0")
_SHRUNK = re.compile(r"scale(?:[xy]|3d)?\(\s*0(?:\.0*)?\s*[,)]")
_MOVED = re.compile(r"translate(?:[xy]|3d)?\(([^)]*)\)")
_OVERFLOWS = ("overflow", "overflow-x", "overflow-y")
_SIZES = ("width", "max-width", "height", "max-height")
_INHERITED = {"inherit", "currentcolor"}
_BLACK, _WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)


@dataclass(frozen=True)
class Look:
    """How the text of an element looks, at first on a page without styles. A colour of None is not known."""

    visible: bool = True
    tiny: bool = False
    clear: bool = False  # painted in nothing
    colour: Colour | None = _BLACK
    background: Colour | None = _WHITE

    @property
    def seen(self) -> bool:
        """Whether it can be read."""
        same = self.colour is not None and self.background is not None and alike(self.colour, self.background)
        return self.visible and not self.tiny and not self.clear and not same


def look_of(said: Values, around: Look, *, sure: bool) -> Look:
    """How text looks in an element of this style. Not `sure`: other styles may hold that nobody has read."""
    background = _background(said)
    look = around if sure or around.background is None else replace(around, background=None)
    if "visibility" in said:
        look = replace(look, visible=said["visibility"] not in {"hidden", "collapse"})
    if size := said.get("font-size") or _size_in(said.get("font", "")):
        inherited = around.tiny and bool(_OF_THE_ELEMENT_AROUND.fullmatch(size))
        look = replace(look, tiny=inherited or -_DOT <= _pixels(size, _DOT + 1) <= _DOT)
    if "color" in said and said["color"] not in _INHERITED:
        paint = paint_of(said["color"])
        look = replace(look, colour=paint.colour, clear=paint.dense < _FAINT and not _cut_out(said))
    if background and background.dense >= _FAINT:
        look = replace(look, background=background.colour if background.dense > _DENSE else None)
    return look


def takes_away(said: Values) -> bool:
    """Whether an element of this style is not there for a reader, with all that is in it."""
    return (
        said.get("display") == "none"
        or said.get("content-visibility") == "hidden"
        or _is_faint(said.get("opacity", "1"))
        or _is_squeezed(said)
        or _is_away(said)
    )


def _size_in(font: str) -> str:
    found = _SIZE_IN_FONT.search(font)
    return found[1] if found else ""


def _pixels(length: str, otherwise: float) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PIXELS[found[2] or ""] if found else otherwise


def _background(said: Values) -> Paint | None:
    """The last word on it; None when nothing is said."""
    if said.get("background-image", "none") != "none":
        return Paint(None)
    written = said.get("background-color") or said.get("background")
    return None if written is None or written in _INHERITED else background_of(written)


def _cut_out(said: Values) -> bool:
    """Whether the background shows in the shape of the letters."""
    names = ("background-clip", "-webkit-background-clip", "background")
    return any("text" in said.get(name, "").split() for name in names)


def _is_faint(opacity: str) -> bool:
    found = _LENGTH.fullmatch(opacity)
    return found is not None and float(found[1]) / (100 if found[2] == "%" else 1) < _FAINT


def _is_squeezed(said: Values) -> bool:
    """Whether its box has no room and shows nothing beyond it."""
    if _CLIPPED.search(said.get("clip", "") + said.get("clip-path", "")):
        return True
    cut = any({"hidden", "clip"} & set(said.get(name, "").split()) for name in _OVERFLOWS)
    return cut and any(_pixels(said.get(name, ""), _DOT + 1) <= _DOT for name in _SIZES)


def _is_away(said: Values) -> bool:
    """Whether it stands far out of the window."""
    lengths = [said[name] for name in ("text-indent", "margin-left", "margin-top") if name in said]
    if said.get("position") in {"absolute", "fixed", "relative"}:
        lengths += [said[name] for name in ("left", "top", "right", "bottom") if name in said]
        if _pixels(said.get("left", ""), 0) >= _NO_PAGE_SO_WIDE:
            return True
    transform = said.get("transform", "")
    for moved in _MOVED.finditer(transform):
        lengths += re.split(r"[\s,]+", moved[1].strip())
    return bool(_SHRUNK.search(transform)) or any(_pixels(length, 0) <= -_FAR for length in lengths)
