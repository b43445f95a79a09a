"""One draft that may reach a person, out of as many attempts as there are drafters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assist.errors import DraftingFailed
from assist.knowledge.research import Found, Researcher, Wanted
from assist.reply.answers import drafted_as
from assist.stopwatch import Stopwatch
from desk.drafts import Considered, Draft, Problem
from index.knowledge import Hit

Check = Callable[[Draft, tuple[Problem, ...]], Draft]  # the draft with what the checks and others say of it


@dataclass(frozen=True)
class Made:
    """A draft that a person may see, or the reason why there is none."""

    draft: Draft | None
    reason: str | None = None
    hint: str | None = None  # for the agent alone
    guidance: tuple[Considered, ...] = ()  # for the agent alone


class Attempts:
    """Asks one drafter after the other until a draft holds against the checks."""

    def __init__(self, researchers: Sequence[Researcher]) -> None:
        """The last one is asked when those before it failed or were held back."""
        self._researchers = researchers

    def make(self, wanted: Wanted, check: Check, watch: Stopwatch) -> Made:
        """What comes of it. A drafter that says that nothing answers is believed."""
        tried: list[str] = []
        found: Found | None = None
        for researcher in self._researchers:
            try:
                found, draft = self._round(researcher, wanted, check, watch)
            except DraftingFailed as error:
                tried.append(str(error))
                continue
            if draft is None or not held(draft):
                return _made(found, _remembering(draft, found, tried) if draft else None, found.reason)
            tried.append(f"{draft.drafter} was held back: {'; '.join(one.message for one in held(draft))}")
        reason = f"no draft stood the checks ({' | '.join(tried)})"
        return Made(None, reason) if found is None else _made(found, None, reason)

    def _round(
        self, researcher: Researcher, wanted: Wanted, check: Check, watch: Stopwatch
    ) -> tuple[Found, Draft | None]:
        """A draft, mended once when its drafter can. Raises DraftingFailed."""
        found = researcher.find(wanted, watch)
        draft = _checked(found, check, watch)
        if draft is not None and held(draft) and found.drafted.repairable:
            found = researcher.mended(found, held(draft), watch)
            draft = _checked(found, check, watch)
        return found, draft


def held(draft: Draft) -> tuple[Problem, ...]:
    """What keeps a machine's draft from the people: no reason of theirs could make it right."""
    return tuple(problem for problem in draft.problems if problem.blocking and not problem.passable)


def _checked(found: Found, check: Check, watch: Stopwatch) -> Draft | None:
    if found.reason is not None:
        return None
    with watch.timing("checks"):
        return check(drafted_as(found.plan, found.drafted), found.problems)


def _remembering(draft: Draft, found: Found, tried: Sequence[str]) -> Draft:
    """The draft with what it was made from, and what became of those before it."""
    given = found.assignment.evidence.hits
    notes = tuple(
        Problem("drafting", f"{attempt}; this is quoted instead", blocking=False) for attempt in tried
    )
    made = replace(
        draft.made, considered=tuple(map(considered, given)), attempts=(*draft.made.attempts, *tried)
    )
    return replace(draft, made=made, problems=(*draft.problems, *notes))


def _made(found: Found, draft: Draft | None, reason: str | None) -> Made:
    return Made(draft, reason, found.hint, tuple(map(considered, found.guidance)))


def considered(hit: Hit) -> Considered:
    """Where a passage lies, to be kept."""
    passage = hit.passage
    return Considered(
        passage.document_id, passage.version, passage.start, passage.end, round(hit.confidence, 4)
    )
