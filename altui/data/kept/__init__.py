"""What was made of a file, kept in files that are mapped at the next start."""
