"""A desk on a server that the tests start."""
