"""JSON bodies, judged as X does: no unknown key, every value of its kind."""

import re
from collections.abc import Mapping
from typing import Any

from bots.simulator.api.problems import invalid

Shape = Mapping[str, Mapping[str, Any]]  # by key: type, and pattern, enum, keys, items, least, most, required


def check_body(body: Mapping[str, Any], shape: Shape, at: str = "$") -> None:
    """Raises Problem when the body is not of this shape."""
    for name in body:
        if name not in shape:
            raise invalid(
                f"{at}.{name}: is not defined in the schema and the schema does not allow additional"
                " properties",
                parameter=name,
            )
    for name, wanted in shape.items():
        if name in body:
            _check_value(body[name], wanted, f"{at}.{name}")
        elif wanted.get("required"):
            raise invalid(f"{at}.{name}: is missing but it is required", parameter=name)


def _check_value(value: object, wanted: Mapping[str, Any], at: str) -> None:
    name = at.rsplit(".", 1)[-1]
    kind = wanted["type"]
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise invalid(f"{at}: {type(value).__name__} found, {kind.__name__} expected", parameter=name)
    if "pattern" in wanted and not re.fullmatch(wanted["pattern"], str(value)):
        raise invalid(f"{at}: does not match the regex pattern ^{wanted['pattern']}$", parameter=name)
    if "enum" in wanted and value not in wanted["enum"]:
        raise invalid(
            f"{at}: does not have a value in the enumeration {list(wanted['enum'])}", parameter=name
        )
    if isinstance(value, str) and not wanted.get("least", 0) <= len(value) <= wanted.get("most", len(value)):
        raise invalid(f"{at}: has {len(value)} characters", parameter=name)
    if isinstance(value, dict) and "keys" in wanted:
        check_body(value, wanted["keys"], at)
