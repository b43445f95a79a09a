"""What became of customers' matters: resolved on evidence, reopened, or unknown. Silence resolves nothing. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.cases import Stage
from desk.waits import Stay

_AT_REST = frozenset({Stage.RESOLVED, Stage.SET_ASIDE})


@dataclass(frozen=True)
class Matter:
    """From when somebody wrote to when it was over for good."""

    replied_at: tuple[datetime, ...] = ()
    resolved_at: datetime | None = None  # for the first time, by the customer's thanks or an agent's word
    replies_it_took: int = 0
    reopened_at: datetime | None = None  # the customer needed us again, soon after

    @property
    def first_contact(self) -> bool:
        """True when one reply did it, with evidence, and for good."""
        return self.resolved_at is not None and self.replies_it_took == 1 and self.reopened_at is None


def matters(stays: Sequence[Stay], reopened_within: timedelta) -> list[Matter]:
    """A case's matters, oldest first. Who writes later than that after a resolution has a new one.

    A reopening counts when it took another reply, or waits for one: not when they only said thanks once more.
    """
    return [_matter(of_one) for of_one in _apart(_moves(stays), reopened_within)]


def _moves(stays: Sequence[Stay]) -> list[Stay]:
    """Those that changed the stage."""
    moves: list[Stay] = []
    for stay in stays:
        if stay.stage is not None and (not moves or moves[-1].stage is not stay.stage):
            moves.append(stay)
    return moves


def _apart(moves: Sequence[Stay], reopened_within: timedelta) -> list[list[Stay]]:
    """Cut where a resolution held for longer than that; what was set aside meanwhile (thanks) does not end it."""
    parts: list[list[Stay]] = [[]]
    held_since: datetime | None = None
    for move in moves:
        left = parts[-1][-1].stage if parts[-1] else None
        if left in _AT_REST and held_since and move.at - held_since > reopened_within:
            parts.append([])
            held_since = None
        if move.stage in {Stage.RESOLVED, Stage.SENT}:
            held_since = move.at if move.stage is Stage.RESOLVED else None
        parts[-1].append(move)
    return parts


def _matter(moves: Sequence[Stay]) -> Matter:
    replied_at, resolved_at, again_at, reopened_at, took = list[datetime](), None, None, None, 0
    for before, move in zip([None, *moves], moves, strict=False):
        if resolved_at and before and before.stage in _AT_REST:
            again_at = move.at
        if move.stage is Stage.SENT:
            replied_at.append(move.at)
            reopened_at, again_at = reopened_at or again_at, None
        elif move.stage is Stage.RESOLVED:
            took = took if resolved_at else len(replied_at)
            resolved_at, again_at = resolved_at or move.at, None
        elif move.stage is Stage.SET_ASIDE:
            again_at = None
    return Matter(tuple(replied_at), resolved_at, took, reopened_at or again_at)
