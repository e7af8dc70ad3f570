"""The texts of the screen, the plain dialogue and the reports."""
