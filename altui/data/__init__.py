"""A file in, a Dataset out: readers, column roles, features; and the reference scenario."""
