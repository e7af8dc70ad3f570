"""What another model had guessed of the row asked, and whether it may be seen before the key.

Never on rows of the random check: they say how good the guesses are, and how good the model is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.session.suggested.telling import Suggested, is_withheld

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.session.session import Session


@dataclass(frozen=True)
class Suggestion:
    """The class `name`, empty for none, and its `probability` where one is told. `is_withheld` of a
    row that shows none, for whatever reason, while others do."""

    name: str
    probability: float | None = None
    is_shown: bool = False
    is_withheld: bool = False

    @property
    def told(self) -> str | None:
        """What an event keeps of it."""
        if not self.name:
            return None
        return Suggested(self.name, self.is_shown, self.is_withheld).dumps()


def suggestion_for(dataset: Dataset, session: Session, row: int) -> Suggestion | None:
    """Of a row that is asked for the first time; None in a session without suggestions."""
    found, settings = dataset.suggestions, session.settings
    if found is None or settings.certify:
        return None
    index = int(found.classes[row])
    name = dataset.classes[index] if index >= 0 else ""
    is_drawn = row in session.state.drawn
    withheld = settings.show_suggested and (is_drawn or is_withheld(row, settings.seed))
    return Suggestion(
        name,
        found.probability(row) if name else None,
        is_shown=settings.show_suggested and not withheld,
        is_withheld=withheld,
    )
