"""Colours of style sheets, as far as it takes to tell whether two are the same."""

import re
from collections.abc import Sequence
from colorsys import hls_to_rgb
from dataclasses import dataclass

Colour = tuple[float, float, float]  # red, green, blue, each 0 to 255

_NAMED: dict[str, Colour] = {  # those of HTML 4, which hidden text is written in
    "black": (0, 0, 0), "silver": (192, 192, 192), "gray": (128, 128, 128), "grey": (128, 128, 128),
    "white": (255, 255, 255), "maroon": (128, 0, 0), "red": (255, 0, 0), "purple": (128, 0, 128),
    "fuchsia": (255, 0, 255), "green": (0, 128, 0), "lime": (0, 255, 0), "olive": (128, 128, 0),
    "yellow": (255, 255, 0), "navy": (0, 0, 128), "blue": (0, 0, 255), "teal": (0, 128, 128), "aqua": (0, 255, 255),
}  # fmt: skip
_HEX = re.compile(r"#(?:([0-9a-f]{3})([0-9a-f])?|([0-9a-f]{6})([0-9a-f]{2})?)")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^)]*)\)")
_PART = re.compile(r"[#\w]+\([^)]*\)|\S+")
_PICTURE = re.compile(r"url\(|gradient\(|image|var\(")
_NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)(%|deg)?")
_NONE = {"", "none", "transparent", "initial", "unset", "0", "0 0"}
_CLOSE = 8  # of 255: nobody tells them apart


@dataclass(frozen=True)
class Paint:
    """A colour and how dense it is, 0 to 1; None is a colour or a picture that is not known."""

    colour: Colour | None
    dense: float = 1.0


def paint_of(value: str) -> Paint:
    """What a property such as "color" says."""
    if value in _NONE:
        return Paint(None, 0)
    if value in _NAMED:
        return Paint(_NAMED[value])
    if found := _HEX.fullmatch(value):
        digits, dense = (found[1] or found[3]), (found[2] or found[4] or "f")
        step = len(digits) // 3
        red, green, blue = (_hex(digits[at : at + step]) for at in range(0, len(digits), step))
        return Paint((red, green, blue), _hex(dense) / 255)
    found = _FUNCTION.fullmatch(value)
    return _of_function(found[1], _NUMBER.findall(found[2])) if found else Paint(None)


def background_of(value: str) -> Paint:
    """What "background" says in its short form."""
    if value in _NONE:
        return Paint(None, 0)
    if _PICTURE.search(value):
        return Paint(None)
    paints = map(paint_of, _PART.findall(value))
    return next((paint for paint in paints if paint.colour), Paint(None))


def alike(one: Colour, other: Colour) -> bool:
    """Whether a reader cannot tell them apart."""
    return all(abs(a - b) <= _CLOSE for a, b in zip(one, other, strict=True))


def _hex(digits: str) -> float:
    return float(int(digits * 2 if len(digits) == 1 else digits, 16))


def _of_function(name: str, numbers: Sequence[tuple[str, str]]) -> Paint:
    if len(numbers) < 3:
        return Paint(None)
    first, second, third = (float(number) for number, _ in numbers[:3])
    dense = float(numbers[3][0]) / (100 if numbers[3][1] == "%" else 1) if len(numbers) > 3 else 1.0
    if name == "hsl":
        red, green, blue = hls_to_rgb(first / 360 % 1, third / 100, second / 100)
        return Paint((red * 255, green * 255, blue * 255), dense)
    scale = 2.55 if numbers[0][1] == "%" else 1.0
    return Paint((first * scale, second * scale, third * scale), dense)
