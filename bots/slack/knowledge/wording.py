"""How the room of the experts names audiences, gaps and counts in words."""

from desk.gaps import GapKind
from index.knowledge import Audience

READERS = {
    Audience.PUBLIC: "for everybody",
    Audience.CUSTOMER: "for customers",
    Audience.INTERNAL: "for the team alone",
}
AUDIENCES = {
    Audience.PUBLIC: ("Everybody", "May be quoted in public replies"),
    Audience.CUSTOMER: ("Customers", "May be quoted in direct messages, never in public"),
    Audience.INTERNAL: ("The team alone", "Shown to agents beside a draft, never quoted"),
}
GAPS = {
    GapKind.ZERO_HIT: "nothing near was found",
    GapKind.REJECTED_SOURCES: "the sources did not carry it",
    GapKind.UNCERTAIN: "what was found does not answer it",
}


def counted(number: int, what: str) -> str:
    """`1 case`, `3 cases`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
