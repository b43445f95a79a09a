"""Questions that the team asks the assistant in Slack, and its answers."""
