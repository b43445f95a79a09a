"""Speed and memory of the house, beside what a team would use instead."""
