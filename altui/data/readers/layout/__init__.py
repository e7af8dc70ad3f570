"""How a file is cut into rows and cells: found from its rows, kept by the session."""
