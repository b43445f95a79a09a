"""Customers beside their questions: what they wish, who they are on other channels, how it was for them."""
