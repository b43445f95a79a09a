"""Words, sentences and lengths of a text."""
