"""Knowledge and its search."""
