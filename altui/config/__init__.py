"""Settings files, keys and guidelines. Imports no screen and no model."""
