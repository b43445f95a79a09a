"""A simulated X: posts, mentions, replies and direct messages on this machine."""
