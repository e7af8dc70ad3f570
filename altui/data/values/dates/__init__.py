"""Dates: how they are written, and their values."""
