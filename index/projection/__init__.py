"""What is derived from the library so that it can be searched."""
