"""What another model had suggested for the rows asked: kept with each answer, and counted."""
