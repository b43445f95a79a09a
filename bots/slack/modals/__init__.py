"""Windows that a person fills in; pure."""
