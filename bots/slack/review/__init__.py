"""Sent replies are looked at again: the window for it, and how its comment reaches the agent."""
