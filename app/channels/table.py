"""All channels there are. Adding one is a folder in `bots`, a file here, and a line in this table."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.channels.channel import Channel
from app.channels.facebook import facebook_channel
from app.channels.mastodon import mastodon_channel
from app.channels.simulator import simulator_channel
from app.channels.x import x_channel

if TYPE_CHECKING:  # app.wiring builds what is here
    from app.wiring import House

Build = Callable[["House"], Channel | None]  # None: it is not set up
CHANNELS: Mapping[str, Build] = {
    "x": x_channel,
    "mastodon": mastodon_channel,
    "facebook": facebook_channel,
}


def channels_of(house: "House") -> tuple[Channel, ...]:
    """Those that are set up; the simulated X when none is, so that a newcomer can try the desk."""
    built = (build(house) for build in CHANNELS.values())
    return tuple(channel for channel in built if channel is not None) or (simulator_channel(house),)
