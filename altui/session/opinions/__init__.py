"""What several people say of one row, and what holds."""
