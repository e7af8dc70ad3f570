"""Finding all rows of a class: which rows are read at random, and the test of what is missed."""
