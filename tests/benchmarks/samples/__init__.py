"""A random sample of the rows, its refills, and a walk of labels through them."""
