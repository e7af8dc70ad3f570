"""Parquet files of one schema that may be larger than memory and lie on another machine."""
