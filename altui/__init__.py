"""altui teaches a classifier by asking one person for the labels that help it most."""

__version__ = "0.1.0"
