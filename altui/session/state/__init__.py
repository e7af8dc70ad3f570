"""Where a session stands, derived from its events and from nothing else."""
