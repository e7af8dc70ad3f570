"""Pages of text: help, keys, guidelines."""
