"""What of a text was taken from knowledge that its reader may not read."""
