"""What the knowledge has to say about a question."""
