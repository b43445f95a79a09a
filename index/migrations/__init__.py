"""How the library's tables came to be, step by step (Alembic); `index.database` runs them."""
