"""Tables of Arrow data, and plain CSV by its parser: cells become text only where looked at."""
