"""Where a reply goes, in what form, and what becomes of it."""
