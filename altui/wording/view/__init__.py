"""What is said of a View, with a screen and without: the row, the query, the curve, the status."""
