"""Rebuilds a damaged session from what is left in its file and its copies."""
