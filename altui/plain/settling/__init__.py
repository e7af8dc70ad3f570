"""A team's open rows settled line by line."""
