"""What stands on the simulated X: accounts, posts, direct messages, and what happened to them."""
