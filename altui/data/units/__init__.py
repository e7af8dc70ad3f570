"""What a row is: its id, and the rows that belong to it, identical ones and those of its group."""
