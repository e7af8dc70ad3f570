"""The data file of a session: finding it, loading it again, and its changes."""
