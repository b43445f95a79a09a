"""Mastodon as a channel: mentions and direct messages in, replies out."""
