"""What the assistant hands out: answers, and drafts put together from sentences or from a person's words."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assist.draft.ports import Drafted
from assist.reply.planner import Plan
from assist.support.matching import matched
from assist.text.length import links_in
from assist.text.words import whole
from desk.cases import Triage
from desk.drafts import Citation, Considered, Draft, To


@dataclass(frozen=True)
class Answer:
    """What the assistant makes of a message. Without a draft, `reason` says why in plain words."""

    triage: Triage
    question: str
    draft: Draft | None = None
    reason: str | None = None
    hint: str | None = None  # for the agent alone: what knowledge there is that the customer may not read
    guidance: tuple[Considered, ...] = ()  # the same, as passages

    @property
    def abstained(self) -> bool:
        """True when there is no draft."""
        return self.draft is None

    @property
    def why_not(self) -> str:
        """Why there is no draft, and what else may help."""
        return "; ".join(filter(None, [self.reason, self.hint]))


def drafted_as(plan: Plan, drafted: Drafted) -> Draft:
    """The draft that a drafter's sentences make; not checked yet."""
    draft = _draft(plan, drafted.text, drafted.citations, drafted.drafter, drafted.cost_usd)
    return replace(draft, made=drafted.made)


def worded_as(plan: Plan, text: str, drafter: str, citations: Sequence[Citation] = ()) -> Draft:
    """A draft in these words, with those of the citations whose sentences stand in it; not checked yet."""
    text = unicodedata.normalize("NFC", whole(text))
    text = "\n".join(line.replace("\t", " ").rstrip() for line in text.splitlines()).strip()
    return _draft(plan, text, matched(text, citations), drafter)


def reworded_as(plan: Plan, text: str, draft: Draft) -> Draft:
    """The same draft in another form; how it was made, what that cost and what was vouched for stays with it."""
    drafting_usd = max(
        0.0, draft.cost_usd - plan.rules.cost_usd(draft.to, has_link=bool(links_in(draft.text)))
    )
    worded = worded_as(plan, text, draft.drafter, draft.citations)
    whole_usd = round(worded.cost_usd + drafting_usd, 6)
    return replace(worded, cost_usd=whole_usd, made=draft.made, vouched=draft.vouched)


def _draft(
    plan: Plan, text: str, citations: tuple[Citation, ...], drafter: str, drafting_usd: float = 0.0
) -> Draft:
    return Draft(
        version=0,
        to=plan.to,
        to_reason=plan.reason,
        text=text,
        weighted_length=plan.rules.length(To.PUBLIC, text),
        citations=citations,
        problems=(),
        drafter=drafter,
        cost_usd=drafting_usd + plan.rules.cost_usd(plan.to, has_link=bool(links_in(text))),
    )
