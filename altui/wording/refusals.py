"""Messages for what cannot be done, shared by the screen and the plain dialogue."""

from __future__ import annotations

DRAWN = "a certificate asks for its rows in the order they were drawn"
"""When a person tries to choose a row or a strategy."""

LIKELIEST_FIRST = "all of a class are to be found: the likeliest rows first, then random ones"
"""When a person tries to change the query strategy."""

NOT_ASKED = "this row is not asked any more: nothing was labeled"
"""When the row on the screen has changed while a class was named."""

ONE_STAYS = "one column must stay"
"""When a person tries to fold away the last column."""
