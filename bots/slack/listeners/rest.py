"""What Slack tells of and nobody here is to act on: it is acked, or Slack would send it again and then stop."""

from slack_bolt import App


def register(app: App) -> None:
    """To be called last: edits, deletions, broadcasts and what bots write come as messages, too."""

    def left() -> None:
        """Bolt acks an event by itself."""

    app.event("message")(left)
