"""The labels as columns beside the rows of the file."""
