"""A damaged session made whole again, of what is left in its file and its copies."""
