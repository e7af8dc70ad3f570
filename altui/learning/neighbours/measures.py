"""What tells how near rows are. Imports no array library: the screen knows it before there is one."""

COSINE, DISTANCE = "cosine", "distance"
