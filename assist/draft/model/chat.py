"""What the drafter needs of a language model: one question, one answer as it comes, and what it cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from assist.draft.ports import Told


class Method(Enum):
    """How a model is held to the form of its answer; servers differ in which of these they know."""

    FUNCTION_CALLING = "function_calling"
    JSON_SCHEMA = "json_schema"
    JSON_MODE = "json_mode"
    TEXT = "text"  # the prompt alone asks for it


class Finish(Enum):
    """How an answer ended."""

    WHOLE = "whole"
    CUT_OFF = "cut off"
    REFUSED = "refused"


@dataclass(frozen=True)
class Tokens:
    """What a model read and wrote, as its maker counts and bills it."""

    read: int = 0
    written: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(self.read + other.read, self.written + other.written)


@dataclass(frozen=True)
class Request:
    """What is asked of a model; `schema` is the JSON Schema of the answer."""

    instructions: str
    material: str
    schema: Mapping[str, object]


@dataclass(frozen=True)
class Said:
    """A model's answer."""

    text: str
    finish: Finish
    tokens: Tokens


class Unanswered(Exception):
    """The model did not answer. `passing`: trying again may help, after `wait_seconds` if its server named a time."""

    def __init__(
        self, why: str, *, passing: bool, tokens: Tokens = Tokens(), wait_seconds: float | None = None
    ) -> None:
        super().__init__(why)
        self.passing = passing
        self.tokens = tokens
        self.wait_seconds = wait_seconds


class Chat(Protocol):
    """A language model behind whatever client."""

    @property
    def name(self) -> str:
        """What people call it."""

    def ask(self, request: Request, seconds: float, told: Told) -> Said:
        """Its whole answer within so many seconds; `told` hears it as it comes. Raises Unanswered."""


def tokens_of(text: str) -> int:
    """Rather more tokens than `text` has: three bytes each, where English has about four and Chinese three."""
    return -(-len(text.encode("utf-8", "replace")) // 3)
