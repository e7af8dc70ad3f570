"""How cells are shown: like columns as one, HTML without its tags, numbers as a picture."""
