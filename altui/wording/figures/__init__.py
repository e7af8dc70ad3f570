"""Figures of a session that have a page or a line of their own, in words."""
