"""Search over very many passages: material made to measure, and what our index does with it."""
