"""A model as a file: all that turns rows into predictions, to be used elsewhere."""
