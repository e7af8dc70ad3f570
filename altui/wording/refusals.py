"""What is said where something cannot be done, on the screen and in the plain dialogue."""

from __future__ import annotations

DRAWN = "a certificate asks for the rows in the order in which they were drawn"
"""What is said where a person would choose one, or how they are chosen."""

LIKELIEST_FIRST = "all of a class are to be found: the likeliest row is asked first"
"""What is said where the query strategy cannot be changed."""

ONE_STAYS = "one column stays"
"""What is said where the last one would be folded away."""
