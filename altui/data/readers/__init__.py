"""From a file to a Table: one reader for each format, every cell as it stands."""
