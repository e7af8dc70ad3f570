"""A sample of a large set grows while it is labeled."""
