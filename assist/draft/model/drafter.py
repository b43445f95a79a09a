"""The drafter that has a language model word the reply: every sentence is proved by a quote, or there is no draft."""

import time
from collections.abc import Callable

from assist.draft.model.asking import Asking
from assist.draft.model.budget import Budget
from assist.draft.model.chat import Chat, Request
from assist.draft.model.excerpts import Excerpt, excerpts_of
from assist.draft.model.judging import Judged, judged
from assist.draft.model.reading import Sentence, readable
from assist.draft.model.request import (
    Limits,
    Refused,
    instructions,
    instructions_sha256,
    material_for,
    schema_for,
)
from assist.draft.ports import Assignment, Drafted, Told
from assist.errors import DraftingFailed
from desk.drafts import Citation, Making


class LanguageModelDrafter:
    """Asks a chat model for sentences with quotes. One that is not proved is sent back, once in all."""

    def __init__(
        self,
        chat: Chat,
        budget: Budget,
        *,
        company: str,
        limits: Limits,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._chat = chat
        self._name = f"language_model:{chat.name}"
        self._budget = budget
        self._company = company
        self._limits = limits
        self._sleep = sleep
        self._monotonic = monotonic

    def draft(self, assignment: Assignment) -> Drafted:
        """The model's sentences, all proved and short enough; none when it says that nothing answers."""
        try:
            return self._draft(assignment)
        except DraftingFailed as error:
            raise DraftingFailed(f"{self._name} did not draft: {error}") from error

    def _draft(self, assignment: Assignment) -> Drafted:
        if not assignment.evidence:
            return Drafted((), self._name)
        asking = self._asking()
        refused = _refused_by_checks(assignment, self._limits.passages)
        found = self._round(asking, assignment, refused)
        if refused is None and found.refused is not None:
            refused = found.refused
            found = self._round(asking, assignment, refused)
        if found.refused is not None:
            raise DraftingFailed(found.refused.why)
        if not found.citations and refused is not None and refused.sentences:
            raise DraftingFailed("told what was wrong with its answer, it says that nothing answers")
        return self._drafted(found, asking, refused)

    def _asking(self) -> Asking:
        return Asking(
            self._chat,
            self._budget,
            seconds=self._limits.seconds,
            retries=self._limits.retries,
            sleep=self._sleep,
            monotonic=self._monotonic,
        )

    def _round(self, asking: Asking, assignment: Assignment, refused: Refused | None) -> Judged:
        material = material_for(assignment, self._company, refused, self._limits)
        request = Request(instructions(), material.text, schema_for(len(material.excerpts)))
        said = asking.ask(request, material.most(self._limits), _sentences_for(assignment.told))
        return judged(said, material.excerpts, assignment)

    def _drafted(self, found: Judged, asking: Asking, refused: Refused | None) -> Drafted:
        tokens = asking.tokens
        return Drafted(
            found.citations,
            self._name,
            self._budget.cost_usd(tokens),
            made=Making(
                model=self._chat.name,
                prompt_sha256=instructions_sha256(),
                tokens_in=tokens.read,
                tokens_out=tokens.written,
                attempts=(f"{self._name} mended its draft: {refused.why}",) if refused else (),
            ),
            repairable=refused is None,
        )


def _sentences_for(told: Told) -> Told:
    """Hears an answer as it comes and tells its sentences whenever there is more to read of them."""
    last = ""

    def tell(answer: str) -> None:
        nonlocal last
        if (text := readable(answer)) != last:
            last = text
            told(text)

    return tell


def _refused_by_checks(assignment: Assignment, most: int) -> Refused | None:
    """What the checks held against a first draft; None in a first round."""
    if assignment.refused is None:
        return None
    excerpts = excerpts_of(assignment.evidence, most)
    sentences = tuple(_sentence(citation, excerpts) for citation in assignment.refused.citations)
    return Refused(sentences, assignment.findings)


def _sentence(citation: Citation, excerpts: tuple[Excerpt, ...]) -> Sentence:
    """The citation as the model wrote it, by the number of its passage."""
    numbers = (number for number, excerpt in enumerate(excerpts, start=1) if excerpt.holds(citation))
    return Sentence(text=citation.sentence, passage=next(numbers, 0), quote=citation.quote)
