"""X: hears mentions, direct messages and searches, and sends approved replies."""
