"""From two orders of passages to one, and how sure one may be of it."""
