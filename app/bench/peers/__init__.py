"""What a team would use instead of our index, each behind the same door; run by a Python that has it."""
