"""Judges by letters and languages which encoding text that is not UTF-8 is in; tables and text."""
