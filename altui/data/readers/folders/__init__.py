"""Folders, and patterns of names, whose files are one table."""
