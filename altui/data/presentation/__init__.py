"""How cells are shown: like columns as one, HTML without its tags, numbers as a picture, and what a
person reads for names that say nothing."""
