"""What a model says of all rows of a set of Parquet files, written file by file into a folder."""
