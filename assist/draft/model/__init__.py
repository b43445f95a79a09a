"""Drafts worded by a language model."""
