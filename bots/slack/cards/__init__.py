"""The card of a case; pure."""
