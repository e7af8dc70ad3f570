"""Texts as counts of words and characters."""
