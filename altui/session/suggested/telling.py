"""What was suggested for a row when it was decided about, and whether the person saw it before.

An event keeps it as JSON. Only rows that were asked have it: what is labeled from a list or looked
up again was chosen by the person.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import NamedTuple

WITHHELD = 10
"""One row in so many is asked without its suggestion, beside those of the random check: they would
be known by it, and nothing could be said of what showing does."""


class Suggested(NamedTuple):
    """The class `name`; `is_shown` before the key; `is_withheld` of a row that showed none while
    others do, because it was drawn for that."""

    name: str
    is_shown: bool = False
    is_withheld: bool = False

    def dumps(self) -> str:
        told = {"shown": self.is_shown, "withheld": self.is_withheld}
        return json.dumps({"class": self.name, **{word: True for word, so in told.items() if so}})

    @classmethod
    def loads(cls, text: str | None) -> Suggested | None:
        """None where nothing was suggested."""
        if text is None:
            return None
        told = json.loads(text)
        return cls(str(told["class"]), bool(told.get("shown")), bool(told.get("withheld")))


def is_withheld(row: int, seed: int) -> bool:
    """Whether a row is asked without its suggestion, by the seed alone: the same row is asked the
    same way however often it comes."""
    digest = blake2b(f"{seed}:{row}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % WITHHELD == 0
