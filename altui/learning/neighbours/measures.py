"""How near rows are, by name. Imports no array library: the screen says it before there is one."""

COSINE, DISTANCE = "cosine", "distance"
