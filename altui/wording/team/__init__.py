"""What is said of several people's answers."""
