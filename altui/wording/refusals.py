"""Messages for what cannot be done, shared by the screen and the plain dialogue."""

from __future__ import annotations

DRAWN = "a certificate asks for its rows in the order they were drawn"
"""When a person tries to choose a row or a strategy."""

LIKELIEST_FIRST = "all of a class are to be found: the likeliest rows first, then random ones"
"""When a person tries to change the query strategy."""

ONE_STAYS = "one column must stay"
"""When a person tries to fold away the last column."""
