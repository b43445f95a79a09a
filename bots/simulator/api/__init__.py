"""The simulated X over HTTP: X's API v2 on loopback, and a surface to drive it."""
