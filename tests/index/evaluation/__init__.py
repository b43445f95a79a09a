"""Figures of quality: what they say of results that are known beforehand."""
