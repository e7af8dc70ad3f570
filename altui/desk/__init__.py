"""Several people on one file: lends them rows and collects their chains, and knows no data."""
