"""The same work line by line, for a screen reader, a simple terminal or a pipe."""
