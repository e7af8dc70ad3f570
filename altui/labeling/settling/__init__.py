"""Rows that a team has answered differently, put to one more person: first blind."""
