"""What of the texts of a column is counted, decided for the column as a whole and then kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WORDS, CHARACTERS, BOTH = FORMS = ("words", "characters", "both")

IN_WORDS = {WORDS: "words", CHARACTERS: "characters", BOTH: "words and characters"}


@dataclass(frozen=True)
class TextReading:
    """`form` says what is counted: words and pairs of words; characters and pairs of them in
    scripts without blanks, words elsewhere; or beside these words the characters within them."""

    form: str = WORDS
    is_unspaced: bool = True
    """Whether some of the column is in a script without blanks. If not, its characters are those
    within words and signs."""
    is_chosen: bool = False

    role = "text"
    strays = 0
    is_ambiguous = False

    @property
    def word(self) -> str:
        """What stands behind the role, as in `text:characters`."""
        return self.form

    def to_json(self) -> dict[str, Any]:
        return {"kind": "text", "form": self.form, "unspaced": self.is_unspaced}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> TextReading:
        return cls(str(stored["form"]), bool(stored["unspaced"]))
