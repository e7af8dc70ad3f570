"""The data file of a session: found again, loaded again, and what has changed in it."""
