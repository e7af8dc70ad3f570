"""Labels made elsewhere: which file says what of which row, and what becomes of each line."""
