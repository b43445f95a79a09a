"""The desk in Slack: cards, buttons, modals and a slash command."""
