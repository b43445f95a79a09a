"""What a model is given: our instructions, and apart from them one JSON object that holds everything from outside."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from assist.draft.model.chat import Tokens, tokens_of
from assist.draft.model.excerpts import Excerpt, excerpts_of
from assist.draft.model.reading import Sentence
from assist.draft.ports import Assignment
from assist.errors import DraftingFailed
from assist.text.characters import hidden_in
from assist.text.words import whole
from desk.drafts import Problem

# Checks whose words the model may read. The others may tell of what only the team knows.
_TOLD = frozenset(
    {"answer", "quotes", "grounding", "length", "language", "links", "markup", "mentions", "promises", "tone"}
)
_UNTOLD = "this must not be said here; leave it out"
_ROUNDS = 2  # the first draft and its repair
# Local servers read these as the marks between speakers even inside a text. In JSON an escape says the same.
_MARKS = re.compile(r"<|\[(?=/?[A-Z_]{3,}\])")


@dataclass(frozen=True)
class Limits:
    """How much a model is given and may write, how long it may take, and how often it is asked again."""

    passages: int = 6
    tokens_per_draft: int = 8000  # read and written, over both rounds
    answer_tokens: int = 800
    seconds: float = 30.0  # for one draft, with what is asked again
    retries: int = 2


@dataclass(frozen=True)
class Refused:
    """What a model wrote and what is wrong with it."""

    sentences: tuple[Sentence, ...]
    findings: tuple[Problem, ...]

    @property
    def why(self) -> str:
        """What is wrong, for people to read."""
        return "; ".join(dict.fromkeys(finding.message for finding in self.findings))


@dataclass(frozen=True)
class Material:
    """The JSON object a model is given, and its passages, numbered from 1."""

    text: str
    excerpts: tuple[Excerpt, ...]

    def most(self, limits: Limits) -> Tokens:
        """The most tokens that one call may take."""
        return Tokens(tokens_of(instructions()) + tokens_of(self.text), limits.answer_tokens)


@cache
def instructions() -> str:
    """What we tell the model to do."""
    return files("assist.prompts").joinpath("reply.md").read_text(encoding="utf-8")


@cache
def instructions_sha256() -> str:
    """The fingerprint of our instructions; the same for all drafts until somebody rewords them."""
    return sha256(instructions().encode()).hexdigest()


def material_for(assignment: Assignment, company: str, refused: Refused | None, limits: Limits) -> Material:
    """The best passages, as many as fit a round's share of the limit. Raises DraftingFailed when none does."""
    room = limits.tokens_per_draft // _ROUNDS
    excerpts = excerpts_of(assignment.evidence, limits.passages)
    for count in range(len(excerpts), 0, -1):
        given = excerpts[:count]
        material = Material(_json(assignment, company, refused, given), given)
        most = material.most(limits)
        if most.read + most.written <= room:
            return material
    raise DraftingFailed(
        f"not even one passage fits {room} tokens; raise tokens_per_draft in [language_model]"
    )


def schema_for(passages: int) -> dict[str, object]:
    """The JSON Schema of the answer; the proof stands before what it proves, so that it is written first."""
    sentence = {
        "type": "object",
        "properties": {
            "passage": {"type": "integer", "enum": list(range(1, passages + 1))},
            "quote": {"type": "string"},
            "text": {"type": "string"},
        },
        "required": ["passage", "quote", "text"],
        "additionalProperties": False,
    }
    return {
        "title": "reply",
        "description": "The reply to the customer, sentence by sentence, each with its proof.",
        "type": "object",
        "properties": {
            "cannot_answer": {"type": "boolean"},
            "sentences": {"type": "array", "items": sentence},
        },
        "required": ["cannot_answer", "sentences"],
        "additionalProperties": False,
    }


def _json(assignment: Assignment, company: str, refused: Refused | None, excerpts: Sequence[Excerpt]) -> str:
    given: dict[str, object] = {
        "company": company,
        "customer_message": _visible(assignment.question),
        "language": assignment.language,
        "limit": assignment.plan.limit,
        "passages": [
            {"number": number, "title": _visible(excerpt.title), "text": _visible(excerpt.text)}
            for number, excerpt in enumerate(excerpts, start=1)
        ],
    }
    if refused is not None:
        given["refused_draft"] = [sentence.model_dump() for sentence in refused.sentences]
        given["findings"] = [_finding(finding) for finding in refused.findings]
    text = whole(json.dumps(given, ensure_ascii=False))
    return _MARKS.sub(lambda mark: f"\\u{ord(mark.group()):04x}", text)


def _finding(finding: Problem) -> dict[str, str]:
    return {"about": finding.words, "problem": finding.message if finding.check in _TOLD else _UNTOLD}


def _visible(text: str) -> str:
    """The text without characters that nobody sees: they are where instructions hide."""
    return text.translate({ord(one): " " if one.isspace() else None for one in hidden_in(text)})
