"""What the desk writes to Slack by itself: cards and reminders, paced, never twice, repaired when lost."""
