"""The words of passages, and the passages that have those of a question."""
