"""Makes foreign text safe for a terminal, and draws plots as lines of text."""
