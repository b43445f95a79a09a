"""JSON as the interfaces of forums give it: checked, and only what matters of it."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import Unreadable


class Shape(BaseModel):
    """A part of an answer. What is not named as a field is left out, so that views and likes change nothing."""

    model_config = ConfigDict(frozen=True, extra="ignore")


A = TypeVar("A", bound=Shape)


def read_json(data: bytes, shape: type[A], what: str) -> A:
    """The answer in this shape. Raises Unreadable that says where it is not `what` it should be."""
    try:
        return shape.model_validate_json(data)
    except ValidationError as error:
        raise Unreadable(_why(error, what)) from error


def checked(said: Mapping[str, Any], shape: type[A], what: str) -> A:
    """A part of an answer in this shape. Raises Unreadable as `read_json` does."""
    try:
        return shape.model_validate(said)
    except ValidationError as error:
        raise Unreadable(_why(error, what)) from error


def _why(error: ValidationError, what: str) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "its beginning"
    return f"it is not {what}: at {place!r}: {first['msg']}"


def chunks(ids: list[int], size: int) -> Iterator[list[int]]:
    """The ids, so many at a time."""
    return (ids[at : at + size] for at in range(0, len(ids), size))
