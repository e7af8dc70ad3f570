"""Checks that what a person decides makes sense now, before anything is written."""
