"""What may hold a draft back: one file a check."""
