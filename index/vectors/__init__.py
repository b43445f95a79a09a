"""Vectors of passages, and the passages nearest to a question."""
