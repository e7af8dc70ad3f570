"""What Python code may use of altui."""
