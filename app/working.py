"""The worker, built from settings."""

from typing import TYPE_CHECKING

from app.alarms import Watch
from app.incidents import IncidentWatch
from app.model_change import ModelChange
from app.slack_front import SlackParts, slack_parts
from app.worker import Beside, Worker

if TYPE_CHECKING:  # app.wiring builds what is here
    from app.wiring import House


def worker_of(house: "House") -> Worker:
    """Hears every channel, drafts, sends, and keeps what goes on beside."""
    slack = slack_parts(house, house.slack) if house.slack else SlackParts()
    return Worker(
        ledger=house.ledger,
        assistant=house.assistant,
        listeners=[channel.listener for channel in house.channels],
        publishers=house.publishers,
        fronts=[Watch(house.ledger, house.settings.service_level.level, house.clock), *slack.fronts],
        service_level=house.settings.service_level.level,
        clock=house.clock,
        beside=[*_beside(house), *slack.beside],
        underway=house.underway,
    )


def _beside(house: "House") -> list[Beside]:
    model_change = ModelChange(lambda: house.index, lambda: house.embedder.prepare())
    watch = IncidentWatch(house.ledger, house.embedder, house.clock, house.incidents)
    heard = [one for channel in house.channels for one in channel.beside]
    return [house.refresher, model_change, watch, *heard]
