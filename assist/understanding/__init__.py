"""What a message asks, in the light of its conversation, and what it is."""
