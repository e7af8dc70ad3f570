"""A pass over all rows of a set of Parquet files: the best rows by a query strategy, and how many
rows the model takes for each class; in processes of this machine or on a cluster."""
