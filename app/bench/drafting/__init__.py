"""How long it takes from a message to a proposed draft."""
