"""Slack on this machine: an emulator of its web API, a driver that clicks, and the rules of its payloads."""
