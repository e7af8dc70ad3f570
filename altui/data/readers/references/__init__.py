"""References as databases and reference managers write them: each is a row."""
