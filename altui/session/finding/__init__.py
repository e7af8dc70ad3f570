"""Rows and decisions found by what stands in them."""
