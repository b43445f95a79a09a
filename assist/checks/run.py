"""Looks up what a draft relies on, and has every check look at it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import wrap

from assist.checks.context import Context, Source
from assist.checks.table import problems_of, verdicts_on
from assist.draft.contradiction import NAME as CONTRADICTION
from assist.draft.extractive import NAME as EXTRACTIVE
from assist.draft.ports import Meaning
from assist.knowledge.evidence import Knowledge
from assist.reply.channels import rules_for
from assist.reply.planner import audience_of
from assist.understanding.conversation import Asked
from desk.cases import Triage
from desk.drafts import Draft, Problem
from desk.messages import Kind, Message
from index.knowledge import Audience, DocumentId, Passage

_LIKE = 20  # passages that are compared with a stretch of a draft's text
_STRETCH = 300  # characters that are searched with at once: in more of them a secret would drown
EarlierReplies = Callable[
    [Message], Sequence[str]
]  # public replies that lately went to others than its author
OptedOut = Callable[[Message], datetime | None]  # when its author asked us to write no more


def nothing_earlier(_: Message) -> Sequence[str]:
    """For a desk that has sent nothing."""
    return ()


def nobody_opted_out(_: Message) -> None:
    """For a desk that asks nobody."""


@dataclass(frozen=True)
class Checker:
    """Checks drafts against one knowledge."""

    knowledge: Knowledge
    meaning: Meaning | None = None
    handles: frozenset[str] = frozenset()  # the company's own, folded, without @
    allowed_hosts: frozenset[str] = frozenset()  # folded
    earlier: EarlierReplies = nothing_earlier
    opted_out: OptedOut = nobody_opted_out

    def checked(self, draft: Draft, asked: Asked, triage: Triage, also: tuple[Problem, ...] = ()) -> Draft:
        """The draft with what the checks say of it, and with the problems that are known already."""
        said = problems_of(self._context(draft, asked, triage))
        found = tuple(_vouched_for(problem, draft) for problem in dict.fromkeys((*said, *also)))
        ordered = tuple(sorted(found, key=lambda problem: not problem.blocking))
        return replace(draft, problems=ordered, made=replace(draft.made, verdicts=verdicts_on(ordered)))

    def _context(self, draft: Draft, asked: Asked, triage: Triage) -> Context:
        like, message = self._like(draft, asked), asked.message
        may_read = audience_of(draft.to).may_read
        return Context(
            draft=draft,
            message=asked.text,
            public=asked.public,
            mentions_us=asked.mentions_us,
            triage=triage,
            wrote_directly=asked.wrote_directly,
            receives_dm=message.receives_dm if message else None,
            kind=message.kind if message else Kind.MENTION,
            closed=message.closed_to_us if message else "",
            opted_out=self.opted_out(message) if message else None,
            rules=rules_for(message),
            author=message.author_handle.casefold() if message else "",
            handles=self.handles,
            sources=self._sources(draft),
            withheld=tuple(passage for passage in like if passage.audience not in may_read),
            readable=tuple(passage for passage in like if passage.audience in may_read),
            customer_texts=(*asked.customer_texts, *_names_of(asked)),
            earlier_replies=tuple(self.earlier(message)) if message else (),
            allowed_hosts=self.allowed_hosts,
            meaning=self.meaning,
        )

    def _sources(self, draft: Draft) -> dict[tuple[str, int], Source]:
        cited = {(citation.document_id, citation.document_version) for citation in draft.citations}
        return {
            (name, version): Source(
                quoted=self.knowledge.document(DocumentId(name), version),
                current=self.knowledge.document(DocumentId(name)),
            )
            for name, version in cited
        }

    def _like(self, draft: Draft, asked: Asked) -> list[Passage]:
        """What the text may have been taken from, whoever may read that and however little sure it is.

        Of words that are not a document's own, also what is known of the question, and enough that may be read.
        """
        searches = [(stretch, Audience.INTERNAL) for stretch in wrap(draft.text, _STRETCH)]
        if draft.drafter != EXTRACTIVE:
            reader = audience_of(draft.to)
            searches += [(stretch, reader) for stretch, _ in searches] + [(asked.text, Audience.INTERNAL)]
        hits = [
            hit
            for text, audience in searches
            for hit in self.knowledge.search(text, audience=audience, limit=_LIKE)
        ]
        return list({hit.passage.id: hit.passage for hit in hits}.values())


def _names_of(asked: Asked) -> tuple[str, ...]:
    """What the customer is called: it may be said to them."""
    author = asked.message
    return (author.author_name, author.author_handle) if author else ()


def _vouched_for(problem: Problem, draft: Draft) -> Problem:
    """What a person goes past with a reason stays to be seen, and holds nothing back."""
    if not (draft.vouched and draft.by_person and problem.blocking and problem.passable):
        return problem
    return replace(problem, message=f"{problem.message}{_signed(draft)}", blocking=False)


def _signed(draft: Draft) -> str:
    """Who goes past a problem, and why."""
    return f" ({draft.drafter.removeprefix('person:')}: {draft.vouched!r})"


def passes_more(draft: Draft, before: Draft) -> bool:
    """True when the reason that a person gave for `before` lets pass what they did not see then."""
    return not _passed(draft) <= _passed(before)


def _passed(draft: Draft) -> set[tuple[str, str]]:
    """What the person's reason lets pass: check and words; none when it is about the whole text."""
    return {
        (problem.check, "" if problem.words == draft.text else problem.words)
        for problem in draft.problems
        if draft.vouched and problem.message.endswith(_signed(draft))
    }


def still_opposed(before: Draft | None, text: str) -> tuple[Problem, ...]:
    """What other sources say against sentences that still stand: no check sees that, for it knows only the cited ones.

    What a person went past counts again.
    """
    found = before.problems if before else ()
    return tuple(
        replace(problem, message=problem.message.removesuffix(_signed(before)), blocking=problem.passable)
        for problem in found
        if before and problem.check == CONTRADICTION and problem.words in text
    )
