"""Whether a sentence says what its quote says: exact rules first, then a score."""
