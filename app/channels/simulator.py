"""The simulated X as a channel: for the demo, for replays, and until a real one is set up."""

from typing import TYPE_CHECKING

from app.channels.channel import Channel

if TYPE_CHECKING:  # app.wiring builds what is here
    from app.wiring import House


def simulator_channel(house: "House") -> Channel:
    """It needs no settings."""
    return Channel(house.simulator.name, house.simulator, house.simulator)
