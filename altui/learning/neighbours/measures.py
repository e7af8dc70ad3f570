"""How near rows are measured. Imports no array library: the screen names it without one."""

COSINE, DISTANCE = "cosine", "distance"
