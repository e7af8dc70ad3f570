"""What a person may ask for, as one table: the request and its options."""
