"""Lines that a person types, and what each can mean."""
