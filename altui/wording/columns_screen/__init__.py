"""What was found in a file, and what its columns are for."""
