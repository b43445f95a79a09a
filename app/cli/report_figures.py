"""The figures of a report under the names that people, JSON and CSV know them by. docs/figures.md says what each is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk.metrics import Standing
from desk.service_report import Line, Responses, Share, Times
from desk.service_tally import Tally
from desk.waits import Phase


@dataclass(frozen=True)
class Figure:
    """One of them; `value` is None of nothing, `of` is None for what is a plain number."""

    name: str
    value: float | None
    of: int | None = None

    @property
    def words(self) -> str:
        """Its name for people."""
        median = " (median)" if self.name.endswith("_minutes") else ""
        return self.name.replace("_", " ") + median

    @property
    def said(self) -> str:
        """Its value for people; nothing of nothing is none, not 0."""
        if self.value is None:
            return "none"
        if "minutes" in self.name:
            return f"{self.value:.1f}"
        share = self.name.endswith(("_share", "_rate", "_resolution", "csat"))
        return f"{self.value:.1%}" if share else f"{self.value:g}"


def told(line: Line | None, standing: Standing | None) -> list[Figure]:
    """All figures in their order; a group without anything has them all, of nothing."""
    line = line or Tally().line()
    return [
        Figure("received", line.received),
        Figure("answered", line.replies),
        *_responses("first", line.first),
        *_responses("next", line.next),
        _share("sla_met_share", line.in_target),
        _share("first_met_share", line.first.in_target),
        _share("next_met_share", line.next.in_target),
        _share("response_rate", line.answered),
        _share("acceptance_rate", line.decisions.accepted),
        _share("edit_rate", line.decisions.edited),
        Figure("rejected", line.decisions.rejected),
        _share("link_rate", line.linked),
        _share("dm_share", line.direct),
        _share("first_contact_resolution", line.outcomes.first_contact),
        _share("reopen_rate", line.outcomes.reopened),
        _share("unknown_share", line.outcomes.unknown),
        Figure("csat", line.satisfaction.good, line.satisfaction.answered),
        Figure("csat_surveys", line.satisfaction.sent),
        *_dwell(line),
        *_standing(standing),
    ]


def flat(figures: Sequence[Figure]) -> dict[str, float | None]:
    """By name; beside each that is of something, under `..._of`, of how many."""
    found: dict[str, float | None] = {}
    for figure in figures:
        found[figure.name] = figure.value
        if figure.of is not None:
            found[f"{figure.name}_of"] = figure.of
    return found


def _responses(which: str, responses: Responses) -> Iterator[Figure]:
    yield from _times(f"{which}_response_minutes", responses.wall)
    yield from _times(f"{which}_response_staffed_minutes", responses.staffed)


def _dwell(line: Line) -> Iterator[Figure]:
    for phase in Phase:
        yield from _times(f"waiting_for_{phase.value}_minutes", line.dwell[phase])


def _times(name: str, times: Times) -> Iterator[Figure]:
    yield Figure(name, times.median, times.of)
    yield Figure(f"{name}_p90", times.p90, times.of)


def _share(name: str, share: Share) -> Figure:
    return Figure(name, share.share, share.of)


def _standing(standing: Standing | None) -> Iterator[Figure]:
    """The backlog as it is now; None where there is no such thing."""
    for name in ("open", "with_expert", "at_risk", "breached"):
        yield Figure(name, getattr(standing, name) if standing else None)
