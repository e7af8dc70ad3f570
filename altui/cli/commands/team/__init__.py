"""The commands for several people's answers."""
