"""Ties all listeners to an app, whichever way its requests come in (HTTP or Socket Mode)."""

from slack_bolt import App

from bots.slack.front import Front
from bots.slack.listeners import actions, commands, events, failures, views


def register(app: App, front: Front) -> None:
    """Once for each app."""
    for listeners in (actions, commands, events, failures, views):
        listeners.register(app, front)
