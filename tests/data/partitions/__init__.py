"""Parquet files that are one set, here or on another machine."""
