"""Figures in words; what counts nothing is "none", never 0 %. Pure."""

from collections.abc import Callable, Sequence

from desk.metrics import Flow

_FIGURES: Sequence[tuple[str, Callable[[Flow], str]]] = (
    ("Received", lambda flow: amount(flow.received)),
    ("Answered", lambda flow: amount(flow.answered)),
    ("First response", lambda flow: minutes(flow.first_response_minutes)),
    ("In target", lambda flow: percent(flow.sla_met_share)),
    ("Drafts approved as they were", lambda flow: percent(flow.acceptance_rate)),
    ("Approved after an edit", lambda flow: percent(flow.edit_rate)),
    ("Rejected", lambda flow: amount(flow.rejected)),
)


def amount(number: int) -> str:
    """A count in words; "none" for nothing."""
    return str(number) if number else "none"


def percent(share: float | None) -> str:
    """A share in words; "none" of nothing. Only all is 100 %, and only nothing is 0 %."""
    if share is None:
        return "none"
    return f"{share if share in {0, 1} else min(max(share, 0.01), 0.99):.0%}"


def minutes(median: float | None) -> str:
    """A median of minutes in words; "none" of nothing."""
    return "none" if median is None else f"{median:.0f} min (median)"


def figures(flow: Flow, before: Flow | None = None) -> list[str]:
    """A line for each figure, beside it what it was the week before."""
    return [
        f"{name}: {told(flow)}" + (f" (the week before: {told(before)})" if before else "")
        for name, told in _FIGURES
    ]
