"""Ties all listeners to an app, whichever way its requests come in (HTTP or Socket Mode)."""

from slack_bolt import App

from bots.slack.front import Front
from bots.slack.home.room import HomeRoom
from bots.slack.incidents import listeners as incidents
from bots.slack.incidents.board import IncidentBoard
from bots.slack.inquiries.answering import Answering
from bots.slack.knowledge import listeners as knowledge
from bots.slack.knowledge.room import Room
from bots.slack.listeners import (
    actions,
    agent,
    commands,
    customers,
    events,
    failures,
    home,
    messages,
    rest,
    review,
    views,
)


def register(
    app: App,
    front: Front,
    tabs: HomeRoom,
    answering: Answering | None = None,
    room: Room | None = None,
    board: IncidentBoard | None = None,
) -> None:
    """Once for each app. Bolt asks the listeners in this order, and the first that matches is the only one."""
    for listeners in (actions, failures, views, customers):
        listeners.register(app, front)
    events.register(app, front, tabs.homes, answering)
    home.register(app, front, tabs.shown)
    review.register(app, front, tabs.reviews, tabs.homes)
    if answering is not None:
        agent.register(app, front, answering)
        commands.register(app, answering)
        messages.register(app, answering)
    if room is not None:
        knowledge.register(app, room)
    if board is not None:
        incidents.register(app, front, board)
    rest.register(app)
