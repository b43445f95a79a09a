"""How soon surges are found among real messages, who is counted in, and how often there is a false alarm."""
