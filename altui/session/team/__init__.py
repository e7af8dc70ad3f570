"""Several people's sessions over the same rows: joined, and read as one."""
