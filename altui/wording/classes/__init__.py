"""What is said of the classes: their keys and their changes."""
