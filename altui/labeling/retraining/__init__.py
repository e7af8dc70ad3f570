"""A session's model made again from its data and labels, and what it says of other rows."""
