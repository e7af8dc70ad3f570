"""A sample is refilled while its rows are labeled: with the rows of the whole set that the query
strategy ranks first, by the model of then."""
