"""Between Textual and the terminal: what is sent to it, what is taken from it as input."""
