"""One module for each kind of forum."""
