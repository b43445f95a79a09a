"""The clock of the simulated X: real time, moved, stopped, or running faster."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bots.simulator.world.knobs import Knobs

_KNOB = "clock"


@dataclass(frozen=True)
class Pace:
    """`speed` simulated seconds go by for each real one, counted from a moment that both clocks know."""

    real: datetime
    simulated: datetime
    speed: float

    def at(self, real: datetime) -> datetime:
        """The simulated time at a real one."""
        return self.simulated + (real - self.real) * self.speed


class Time:
    """The simulator's time inside one transaction; the real one until somebody drives it."""

    def __init__(self, knobs: Knobs) -> None:
        self._knobs = knobs

    def pace(self) -> Pace | None:
        """How it runs; None when it is the real one."""
        said = self._knobs.get(_KNOB)
        if not isinstance(said, dict):
            return None
        real, simulated = (datetime.fromisoformat(said[name]) for name in ("real", "simulated"))
        return Pace(real, simulated, said["speed"])

    def now(self, real: datetime) -> datetime:
        """The simulated time at a real one."""
        pace = self.pace()
        return real if pace is None else pace.at(real)

    def drive(
        self,
        real: datetime,
        *,
        to: datetime | None = None,
        by: timedelta = timedelta(),
        speed: float | None = None,
    ) -> datetime:
        """Sets the clock to a time, moves it, or changes its speed (0 stops it). What it shows then."""
        pace = self.pace() or Pace(real, real, 1.0)
        shown = (to or pace.at(real)) + by
        pace = Pace(real, shown, pace.speed if speed is None else speed)
        said = {"real": real.isoformat(), "simulated": shown.isoformat(), "speed": pace.speed}
        self._knobs.set(_KNOB, said)
        return shown
