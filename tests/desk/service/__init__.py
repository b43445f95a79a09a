"""Service levels: hours, targets, waits, figures."""
