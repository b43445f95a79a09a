"""Judged data from files, an index of its own for it, and the peers that are measured in processes of their own."""
