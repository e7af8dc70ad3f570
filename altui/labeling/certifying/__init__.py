"""Certificates: frozen predictions, a model's or a column's, tested blind on random rows."""
