"""Who may be asked, and how near each is to a question. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from desk.cases import Case, Intent, Priority
from desk.drafts import To
from desk.requests import ExpertRequest
from desk.staffing import ALWAYS, Hours
from desk.steps import ASSISTANT

_SIMPLE = frozenset({Intent.QUESTION, Intent.REQUEST})


class Group(IntEnum):
    """Who somebody is to the desk, in the order in which they are asked."""

    EXPERT = 1
    SUPER_USER = 2  # of the community: from outside the company
    PHONE_AGENT = 3
    LEAD = 4


class Nearness(IntEnum):
    """What makes somebody the one to ask; the smaller, the more."""

    WANTED = 1  # an agent named them
    AUTHOR = 2  # of what came near
    PRODUCT = 3  # they know the product
    AUTHOR_ELSEWHERE = 4  # of what came near, though they know other products
    ANYTHING = 5  # they answer whatever comes
    OTHER = 6  # they know other products


@dataclass(frozen=True)
class Expert:
    """Somebody who may be asked."""

    name: str
    group: Group = Group.EXPERT
    products: frozenset[str] = frozenset()  # that they know about; none: they answer whatever comes
    hours: Hours = ALWAYS
    away_until: datetime | None = None
    known_as: frozenset[str] = frozenset()  # in notes and on forums

    def on_duty(self, at: datetime) -> bool:
        """True when they are at work."""
        return self.next_on_duty(at) == at

    def next_on_duty(self, at: datetime) -> datetime | None:
        """The first moment at work, `at` itself or later; None when there is none for a year."""
        return self.hours.next_on_duty(max(at, self.away_until or at))


@dataclass(frozen=True)
class Author:
    """Somebody who has to do with a document that came near a question."""

    name: str
    did: str  # "wrote the note 'W3 reset'"
    confidence: float  # of the document, 0 to 1


@dataclass(frozen=True)
class Fit:
    """Somebody for one question. `confidence` is that of what they wrote: 0 when it is nothing near."""

    expert: Expert
    nearness: Nearness
    why: str
    confidence: float = 0.0


def fits(request: ExpertRequest, team: Iterable[Expert], authors: Sequence[Author]) -> list[Fit]:
    """Those who may be asked this, in the order of the team.

    Not who handed the case over, nor who declined; people from outside and phone agents only what is simple; and those
    who know other products only where nobody leads the team.
    """
    team = list(team)
    led = any(expert.group is Group.LEAD for expert in team)
    found = [_fit(expert, request, authors) for expert in team if _may_be_asked(expert, request)]
    return [
        fit
        for fit in found
        if fit.nearness is not Nearness.OTHER or fit.expert.group is Group.LEAD or not led
    ]


def is_simple(case: Case) -> bool:
    """True for one public question that touches nothing delicate and that nothing internal or private speaks of.

    Only such a one may be read by people from outside.
    """
    triage = case.triage
    return (
        triage is not None
        and triage.intent in _SIMPLE
        and len(triage.questions) <= 1
        and case.priority > Priority.HIGH
        and not triage.topics
        and triage.needs_private is None
        and all(message.public for message in case.messages)
        and all(said.to is To.PUBLIC for said in case.said)
        and not case.guidance
    )


def _may_be_asked(expert: Expert, request: ExpertRequest) -> bool:
    declined = any(asking.expert == expert.name and asking.declined_at for asking in request.askings)
    outside = expert.group in {Group.SUPER_USER, Group.PHONE_AGENT}
    return not declined and expert.name != request.handed_by and (request.simple or not outside)


def _fit(expert: Expert, request: ExpertRequest, authors: Sequence[Author]) -> Fit:
    if request.handed_by != ASSISTANT and _is_named(expert, request.why):
        return Fit(expert, Nearness.WANTED, f"{request.handed_by} asks for them by name")
    theirs = max(_of(expert, authors), key=lambda author: author.confidence, default=None)
    about = sorted(name for name in request.products if name.casefold() in _folded(expert.products))
    elsewhere = bool(request.products and expert.products and not about)
    if theirs is not None:
        nearest = theirs.confidence >= max(author.confidence for author in authors)
        nearness = Nearness.AUTHOR_ELSEWHERE if elsewhere else Nearness.AUTHOR
        why = f"{theirs.did} that came {'nearest' if nearest else 'near'}"
        return Fit(expert, nearness, why, theirs.confidence)
    if about:
        return Fit(expert, Nearness.PRODUCT, f"knows about {', '.join(about)}")
    if elsewhere:
        return Fit(expert, Nearness.OTHER, "nobody nearer to it may be asked")
    return Fit(expert, Nearness.ANYTHING, "answers whatever comes")


def _of(expert: Expert, authors: Iterable[Author]) -> Iterator[Author]:
    names = _folded({expert.name, *expert.known_as})
    return (author for author in authors if author.name.casefold().strip() in names)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _is_named(expert: Expert, why: str) -> bool:
    """By "@sam" anywhere, or "sam:" at the beginning."""
    name = re.escape(expert.name)
    return re.search(rf"(?<!\w)@{name}(?!\w)|^\s*{name}\s*:", why, re.IGNORECASE) is not None
