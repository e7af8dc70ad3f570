"""A session in numbers: its counts, its accuracies and their curve, from its events alone."""
