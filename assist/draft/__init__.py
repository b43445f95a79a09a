"""How a reply's sentences are found."""
