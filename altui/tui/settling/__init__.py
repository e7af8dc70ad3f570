"""The screen on which a team's open rows are settled."""
