"""From columns to the matrix that a classifier learns from."""
