"""Which format the numbers and dates of a column have, from counts of how they are written."""
