"""Where a reply goes, in public or as a direct message, with the reason, its limit and what sending it costs."""

from dataclasses import dataclass

from assist.length import DM_LIMIT, PUBLIC_LIMIT, weighted_length
from desk.cases import To, Triage
from index.knowledge import Audience

# X's prices per request, https://docs.x.com/x-api/getting-started/pricing, of 2026-04-20.
PUBLIC_REPLY_USD = 0.010
POST_WITH_LINK_USD = 0.200
DM_USD = 0.015


@dataclass(frozen=True)
class Plan:
    """Where a reply goes and why."""

    to: To
    reason: str

    @property
    def audience(self) -> Audience:
        """Whose knowledge it may quote."""
        return audience_of(self.to)

    @property
    def limit(self) -> int:
        """How long it may be, as `length_for` counts."""
        return LIMITS[self.to]


LIMITS = {To.PUBLIC: PUBLIC_LIMIT, To.DM: DM_LIMIT}


def audience_of(to: To) -> Audience:
    """Who reads a reply."""
    return Audience.PUBLIC if to is To.PUBLIC else Audience.CUSTOMER


def plan_for(triage: Triage, *, public: bool, mentions_us: bool) -> Plan:
    """Public for a public message that X lets us answer there, a direct message for all else."""
    if not public:
        return Plan(To.DM, "the customer wrote a direct message")
    if not mentions_us:
        return Plan(To.DM, "the post does not mention us, so X allows no public reply")
    if triage.needs_private:
        return Plan(To.PUBLIC, f"{triage.needs_private}: asks the customer to go on in private")
    return Plan(To.PUBLIC, "the customer asked in public and nothing private is needed")


def length_for(to: To, text: str) -> int:
    """Weighted characters for a public post, plain ones for a direct message."""
    return weighted_length(text) if to is To.PUBLIC else len(text)


def cost_usd(to: To, *, has_link: bool) -> float:
    """What X takes for sending it."""
    if to is To.DM:
        return DM_USD
    return POST_WITH_LINK_USD if has_link else PUBLIC_REPLY_USD
