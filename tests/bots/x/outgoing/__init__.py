"""What goes out to X."""
