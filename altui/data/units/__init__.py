"""Rows that belong together: identical rows, which are one question, and the rows of one group."""
