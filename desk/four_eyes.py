"""Which replies two people must approve: by what the message is about, and by how many people its author reaches."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.cases import Case, Topic

ABOUT: Mapping[Topic, str] = {
    Topic.REFUND: "a refund",
    Topic.LEGAL: "a legal matter",
    Topic.SAFETY: "somebody's safety",
    Topic.PRIVACY: "somebody's personal data",
}


@dataclass(frozen=True)
class FourEyes:
    """When one approval is not enough. With no topics and no reach one always is."""

    topics: frozenset[Topic] = frozenset()
    reach: int | None = None  # followers from which an author counts as influential; None: nobody does

    def why_two(self, case: Case) -> str | None:
        """Why a second person must approve its reply, in words; None when one is enough."""
        told = case.triage.topics if case.triage else ()
        reasons = [f"it is about {ABOUT[topic]}" for topic in Topic if topic in self.topics and topic in told]
        known = [message.author_reach for message in case.messages if message.author_reach is not None]
        if self.reach is not None and known and max(known) >= self.reach:
            reasons.append(f"its author has {max(known):,} followers")
        return " and ".join(reasons) or None
