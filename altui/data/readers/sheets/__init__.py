"""Sheets of workbooks: which one is read, and where in it the table stands."""
