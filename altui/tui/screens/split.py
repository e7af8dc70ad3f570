"""The labels of a class that is split, each asked for again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.labeling.advising.splitting import SplitLook
from altui.tui.screens.disagreements import DisagreementsScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.labeling.annotation import Annotation
    from altui.labeling.opening.face import Opening
    from altui.labeling.showing.class_keys import ClassKey


class SplitScreen(DisagreementsScreen):
    OPENED_BY = "edit-classes"

    def __init__(
        self, name: str, annotation: Annotation, classes: Sequence[ClassKey], opening: Opening
    ) -> None:
        super().__init__(annotation, classes, opening)
        self.review = SplitLook(name, annotation.session)

    def begin(self) -> None:
        self._next()
