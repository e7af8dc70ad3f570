"""The classifiers, and the boundary that a linear one can bend."""
