"""Reads a model's answer: leniently around the JSON, strictly within it."""

import json
import re
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

_THOUGHT = re.compile(
    r"<think>.*?(?:</think>|\Z)", re.DOTALL
)  # what reasoning models on local servers begin with
_TRIES = 8  # an answer with more braces before its JSON is not worth searching


class Sentence(BaseModel):
    """A sentence of the reply, and the words of a numbered passage that prove it."""

    model_config = ConfigDict(frozen=True, strict=True)

    text: str
    passage: int
    quote: str


class Reply(BaseModel):
    """What the model answers; no sentences when nothing it was given answers the question."""

    model_config = ConfigDict(frozen=True, strict=True)

    sentences: list[Sentence]
    cannot_answer: bool = False


def read(text: str) -> Reply | None:
    """The reply in an answer that may be fenced, or have words around it; None when there is none of the right form."""
    for found in _objects(_THOUGHT.sub("", text)):
        try:
            return Reply.model_validate(found)
        except ValidationError:
            continue
    return None


def readable(text: str) -> str:
    """The sentences in the beginning of an answer, the last one perhaps unfinished; empty before there are any."""
    text = _THOUGHT.sub("", text)
    try:
        begun = from_json(text[text.find("{") :], allow_partial="trailing-strings") if "{" in text else None
    except ValueError:
        return ""
    sentences = begun.get("sentences") if isinstance(begun, dict) else None
    texts = (
        [one.get("text") for one in sentences if isinstance(one, dict)] if isinstance(sentences, list) else []
    )
    return " ".join(text for text in texts if isinstance(text, str))


def _objects(text: str) -> Iterator[object]:
    """The JSON objects that begin somewhere in the text."""
    for brace in list(re.finditer(r"\{", text))[:_TRIES]:
        try:
            yield json.JSONDecoder().raw_decode(text, brace.start())[0]
        except (ValueError, RecursionError):
            continue
