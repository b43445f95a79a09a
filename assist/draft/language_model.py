"""Drafts worded by a language model, each sentence proved by a quote: the one door to langchain."""

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from assist.draft.citing import citation_of
from assist.draft.ports import Drafted, Drafter
from assist.errors import UnusableModel
from assist.evidence import Evidence
from assist.planner import Plan, length_for
from desk.cases import Citation, Problem
from index.knowledge import Hit

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

_log = logging.getLogger(__name__)
_FENCED = re.compile(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", re.DOTALL)
_PASSAGES = 6


class _Sentence(BaseModel):
    text: str
    passage: int
    quote: str


class _Reply(BaseModel):
    sentences: list[_Sentence]


@dataclass(frozen=True)
class Price:
    """What a model's maker takes, in US dollars for a million tokens."""

    input_usd: float = 0.0
    output_usd: float = 0.0


def open_model(model: str, base_url: str | None = None, timeout_seconds: float = 30.0) -> "BaseChatModel":
    """The chat model that langchain knows by a name such as "openai:gpt-4o-mini", by default at its maker's address.

    Raises UnusableModel when the name is unknown or a package for it is missing.
    """
    from langchain.chat_models import init_chat_model

    settings: dict[str, Any] = {"temperature": 0, "timeout": timeout_seconds, "max_retries": 1}
    if base_url:
        settings["base_url"] = base_url
    try:
        chat: BaseChatModel = init_chat_model(model, **settings)
    except (ImportError, ValueError) as error:
        raise UnusableModel(f"language model {model!r} cannot be used: {error}") from error
    return chat


class LanguageModelDrafter:
    """Asks a chat model for sentences with quotes and drops every sentence whose quote is not in its passage.

    When the model fails or says nothing usable, `fallback` drafts, and a problem says why.
    """

    def __init__(
        self, chat: "BaseChatModel", name: str, fallback: Drafter, *, company: str, price: Price = Price()
    ) -> None:
        self._chat = chat
        self._name = f"language_model:{name}"
        self._fallback = fallback
        self._company = company
        self._price = price

    def draft(self, question: str, evidence: Evidence, plan: Plan) -> Drafted:
        """The model's sentences as far as they are proved and fit; nothing when it says that nothing answers."""
        hits = evidence.hits[:_PASSAGES]
        try:
            answer = self._chat.invoke([("system", _prompt()), ("human", self._given(question, hits, plan))])
            said = _Reply.model_validate_json(_FENCED.sub(r"\1", answer.text))
        except ValidationError as error:
            return self._instead(
                question, evidence, plan, f"its answer was not as asked ({error.error_count()} errors)"
            )
        except Exception as error:  # noqa: BLE001  # each maker's client raises errors of its own, without a common base
            return self._instead(question, evidence, plan, f"{type(error).__name__}: {error}")
        proved = _proved(said.sentences, hits, evidence)
        if said.sentences and not proved:
            return self._instead(question, evidence, plan, "none of its quotes is in the passages")
        return Drafted(_fitting(proved, plan), self._name, self._cost(answer), too_long=bool(proved))

    def _given(self, question: str, hits: Sequence[Hit], plan: Plan) -> str:
        """Everything from outside as one JSON value, so that no text in it can pass for anything else."""
        passages = [
            {"number": number, "title": hit.passage.title, "text": hit.passage.text}
            for number, hit in enumerate(hits, start=1)
        ]
        given = {
            "company": self._company,
            "customer_message": question,
            "passages": passages,
            "limit": plan.limit,
        }
        return json.dumps(given, ensure_ascii=False)

    def _instead(self, question: str, evidence: Evidence, plan: Plan, why: str) -> Drafted:
        _log.warning("%s did not draft: %s", self._name, why)
        problem = Problem(
            "language_model", f"{self._name} did not draft ({why}); this is quoted instead", blocking=False
        )
        drafted = self._fallback.draft(question, evidence, plan)
        return replace(drafted, problems=(*drafted.problems, problem))

    def _cost(self, answer: "AIMessage") -> float:
        used = answer.usage_metadata
        if used is None:
            return 0.0
        cost = used["input_tokens"] * self._price.input_usd + used["output_tokens"] * self._price.output_usd
        return cost / 1_000_000


@cache
def _prompt() -> str:
    return files("assist.prompts").joinpath("reply.md").read_text(encoding="utf-8")


def _proved(sentences: Sequence[_Sentence], hits: Sequence[Hit], evidence: Evidence) -> list[Citation]:
    """The sentences whose quotes stand word for word in the passages they name."""
    found: list[Citation] = []
    for sentence in sentences:
        hit = hits[sentence.passage - 1] if 0 < sentence.passage <= len(hits) else None
        place = hit.passage.text.find(sentence.quote) if hit and sentence.quote.strip() else -1
        text = " ".join(sentence.text.split())
        if hit is not None and place >= 0 and text:
            start = hit.passage.start + place
            document = evidence.documents[hit.passage.document_id]
            found.append(citation_of(len(found) + 1, text, hit, document, start, start + len(sentence.quote)))
    return found


def _fitting(citations: Sequence[Citation], plan: Plan) -> tuple[Citation, ...]:
    """As many sentences from the first as fit."""
    for count in range(len(citations), 0, -1):
        if length_for(plan.to, " ".join(citation.sentence for citation in citations[:count])) <= plan.limit:
            return tuple(citations[:count])
    return ()
