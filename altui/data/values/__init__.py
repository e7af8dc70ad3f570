"""What a cell is worth: numbers and dates as people write them, read a column at a time.

Imports nothing of altui but errors: readers, schema, inference and features build on it.
"""
