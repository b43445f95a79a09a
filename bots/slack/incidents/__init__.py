"""Incidents in Slack: one message for each, kept up to date, with what a lead can say of it."""
