"""One suite over every channel: what the desk may rely on when it hears and speaks."""
