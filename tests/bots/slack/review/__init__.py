"""Tests of the reviews in Slack."""
