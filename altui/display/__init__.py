"""Foreign text made fit for a terminal, and the plot as lines of text."""
