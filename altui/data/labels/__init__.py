"""Labels that a file holds already: read as people write them, and what they leave open."""
