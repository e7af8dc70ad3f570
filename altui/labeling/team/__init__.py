"""Several people at one file at the same time: what others say comes in, one's own goes out."""
