"""A table written out again, in the format it came in or another."""
