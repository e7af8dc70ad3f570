"""What all people of one file have in common, and what each of them is asked for."""
