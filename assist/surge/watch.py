"""Finds surges: many people say nearly the same in a short time, and more of them than usual. Pure, and incremental."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from assist.surge.heard import Heard, Joined, Rise, Theme
from assist.surge.timeline import FREE, Timeline, moment_of, seconds_of
from assist.surge.tuning import USUAL, Tuning

_SETTLED = 16  # members; a theme of fewer stands where it was raised
_KNOWN = 200  # messages: of fewer nobody can tell what is usual
_AT_ONCE = 64  # messages whose likenesses are computed together; the result does not depend on it


@dataclass(frozen=True, eq=False)
class Findings:
    """What came of some messages, in their order."""

    rises: tuple[Rise, ...] = ()
    joined: tuple[Joined, ...] = ()
    moved: tuple[Theme, ...] = ()  # themes whose centre moved with those who joined


@dataclass(frozen=True)
class _Habit:
    """How people usually write about something: their share of all, and how many a second."""

    share: float
    rate: float

    def people(self, others: int, window: timedelta) -> float:
        """How many are usual beside so many others, who tell of the day and hour; or at any time, if more."""
        return max(others * self.share / (1 - self.share), self.rate * window.total_seconds())


class Watch:
    """Hears messages in the order of their numbers. The same messages always make the same findings."""

    def __init__(self, dimension: int, tuning: Tuning = USUAL) -> None:
        self._tuning = tuning
        self._timeline = Timeline(dimension)
        self._themes: dict[int, Theme] = {}

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Those that are watched, the oldest first."""
        return tuple(self._themes.values())

    def follow(self, themes: Iterable[Theme]) -> None:
        """From now on these are watched, and no others: people confirm, dismiss and end them."""
        self._themes = {theme.key: theme for theme in themes}

    def remember(self, batch: Sequence[Heard], taken: Iterable[Joined] = ()) -> None:
        """What was heard before a restart; `taken` are those of them that belong to a theme."""
        self._timeline.add(batch)
        for one in taken:
            self._take(one)

    def hear(self, batch: Sequence[Heard]) -> Findings:
        """New messages: each joins a theme, or raises one, or is remembered."""
        found = Findings()
        for start in range(0, len(batch), _AT_ONCE):
            some = self._hear(batch[start : start + _AT_ONCE])
            found = Findings(
                (*found.rises, *some.rises), (*found.joined, *some.joined), (*found.moved, *some.moved)
            )
        return found

    def _hear(self, batch: Sequence[Heard]) -> Findings:
        first = len(self._timeline)
        self._timeline.add(batch)
        vectors = self._timeline.column("vector")
        likeness = vectors[first:] @ vectors.T
        rises: list[Rise] = []
        joined: list[Joined] = []
        moved: list[Theme] = []
        for row, heard in enumerate(batch):
            theirs = self._joined(heard)
            joined += theirs
            moved += [theme for one in theirs if one.sure and (theme := self._moved(one.key, heard))]
            if heard.complains and not any(one.sure for one in theirs):
                raised = self._raised(heard, likeness[row, : first + row + 1])
                if raised is not None:
                    rises.append(raised[0])
                    joined += raised[1]
        if batch:
            self._forget(seconds_of(batch[-1].at))
        return Findings(tuple(rises), tuple(joined), tuple(moved))

    def _joined(self, heard: Heard) -> list[Joined]:
        """The open theme that it is most like, if any."""
        if not heard.complains:
            return []
        likes = [
            self._like(theme, heard.number, float(theme.centre @ heard.vector))
            for theme in self._themes.values()
            if theme.takes_in
        ]
        best = max(likes, key=lambda one: one.likeness, default=None)
        if best is None or not self._near_enough(self._themes[best.key], best.likeness):
            return []
        self._take(best)
        return [best]

    def _like(self, theme: Theme, number: int, likeness: float) -> Joined:
        return Joined(theme.key, number, round(likeness, 4), likeness >= theme.joins)

    def _near_enough(self, theme: Theme, likeness: float) -> bool:
        return likeness >= theme.joins - self._tuning.perhaps

    def _take(self, joined: Joined) -> None:
        place = self._timeline.place_of(joined.number)
        if place is not None and joined.sure:
            self._timeline.column("theme")[place] = joined.key

    def _raised(self, heard: Heard, likeness: np.ndarray) -> tuple[Rise, list[Joined]] | None:
        """The surge that this message is one too many for, and who belongs to it; None when there is none."""
        near = likeness >= self._tuning.near
        if np.count_nonzero(near) < self._tuning.people:
            return None
        age = seconds_of(heard.at) - self._timeline.column("at")[: len(near)]
        habit = self._habit(near, age)
        for window in self._tuning.windows:
            rise = self._rise(heard, near, age, window, habit)
            if rise is not None:
                return self._opened(rise, age)
        return None

    def _habit(self, near: np.ndarray, age: np.ndarray) -> "_Habit":
        """How often people wrote like that before the longest window; what is weeks old counts less."""
        tuning, forgets = self._tuning, self._tuning.remembers.total_seconds()
        past = age > tuning.longest.total_seconds()
        fresh = np.exp(-age[past] / forgets)
        like, known = float(fresh[near[past]].sum()), float(fresh.sum())
        supposed = tuning.unknown_share * tuning.unknown_weight
        share = (like + supposed) / (known + tuning.unknown_weight)
        span = forgets * (1 - np.exp(-float(age[past].max(initial=0.0)) / forgets))
        return _Habit(share, like / span if len(fresh) >= _KNOWN else 0.0)

    def _rise(
        self, heard: Heard, near: np.ndarray, age: np.ndarray, window: timedelta, habit: "_Habit"
    ) -> Rise | None:
        columns, tuning, size = self._timeline.column, self._tuning, len(near)
        recent = age <= window.total_seconds()
        complains, free = columns("complains")[:size], columns("theme")[:size] == FREE
        around = near & recent & free
        counted = np.flatnonzero(around & complains)
        people = self._people(counted)
        if people < tuning.people or self._people(np.flatnonzero(around)) * tuning.complaining > people:
            return None
        others = len(np.unique(columns("person")[:size][recent & complains & ~near]))
        usual = habit.people(others, window)
        spread = np.sqrt(usual + (tuning.unsteady * usual) ** 2)
        if people < tuning.times * usual or people < usual + tuning.deviations * spread:
            return None
        since = float(columns("at")[counted].min())
        lasted = max(60.0, seconds_of(heard.at) - since)
        centre = self._mean(counted)
        theme = Theme(heard.number, centre, self._edge(centre, age))
        usual_since = usual * min(1.0, lasted / window.total_seconds())
        return Rise(theme, heard.at, people, moment_of(since), usual_since)

    def _opened(self, rise: Rise, age: np.ndarray) -> tuple[Rise, list[Joined]] | None:
        """The rise with its members, the theme moved once to the middle of them; None when it is known already."""
        columns, size = self._timeline.column, len(age)
        began = seconds_of(rise.at) - seconds_of(rise.since)
        recent = (age <= began) & columns("complains")[:size]
        open_to_it = np.flatnonzero(recent & (columns("theme")[:size] == FREE))
        vectors = columns("vector")[open_to_it]
        sure = vectors @ rise.theme.centre >= rise.theme.joins
        centre = self._mean(open_to_it[sure]) if sure.any() else rise.theme.centre
        if any(self._same(theme, centre, rise) for theme in self._themes.values()):
            return None
        theme = replace(rise.theme, centre=centre, joins=self._edge(centre, age))
        self._themes[theme.key] = theme
        found = zip(columns("number")[open_to_it].tolist(), (vectors @ centre).tolist(), strict=True)
        members = [
            self._like(theme, number, like) for number, like in found if self._near_enough(theme, like)
        ]
        for one in members:
            self._take(one)
        return replace(rise, theme=theme), members

    def _moved(self, key: int, heard: Heard) -> Theme | None:
        """The theme in the middle of all who belong to it, each time that they are twice as many."""
        members = np.flatnonzero(self._timeline.column("theme") == key)
        if len(members) < _SETTLED or len(members) & (len(members) - 1):
            return None
        centre = self._mean(members)
        age = seconds_of(heard.at) - self._timeline.column("at")
        self._themes[key] = replace(self._themes[key], centre=centre, joins=self._edge(centre, age))
        return self._themes[key]

    def _edge(self, centre: np.ndarray, age: np.ndarray) -> float:
        """How near a message must be to belong there: few of the usual ones are, however broad the theme is."""
        past = np.flatnonzero(age > self._tuning.longest.total_seconds())
        if len(past) < _KNOWN:
            return self._tuning.joins
        likeness = self._timeline.column("vector")[past] @ centre
        return max(self._tuning.joins, float(np.quantile(likeness, 1 - self._tuning.strays)))

    def _same(self, theme: Theme, centre: np.ndarray, rise: Rise) -> bool:
        quiet = theme.quiet_until is not None and rise.at < theme.quiet_until
        return (theme.takes_in or quiet) and float(theme.centre @ centre) >= self._tuning.same

    def _people(self, places: np.ndarray) -> int:
        """How many people say it in words of their own."""
        columns = self._timeline.column
        people, sayings = columns("person")[places], columns("saying")[places]
        return min(len(np.unique(people)), len(np.unique(sayings)))

    def _mean(self, places: np.ndarray) -> np.ndarray:
        summed = self._timeline.column("vector")[places].sum(axis=0)
        mean: np.ndarray = (summed / max(float(np.linalg.norm(summed)), 1e-9)).astype(np.float32)
        return mean

    def _forget(self, now: float) -> None:
        tuning = self._tuning
        age = now - self._timeline.column("at")
        past = age > tuning.longest.total_seconds()
        newest = np.cumsum(past[::-1])[::-1] <= tuning.keeps
        self._timeline.keep(~past | (newest & (age <= tuning.remembers.total_seconds())))
