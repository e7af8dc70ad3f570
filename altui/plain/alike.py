"""The rows that look like the row asked, in the plain dialogue: listed by `alike`, and labeled with
it by `alike 1,3 CLASS`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from altui.display.text import count_of, one_line
from altui.errors import InputError
from altui.labeling.look_alikes import LookAlikes, find_look_alikes
from altui.plain.lists import find_class
from altui.plain.rendering import LONG_LINE, describe_classes
from altui.wording.view.alike import (
    AGAIN,
    NONE_FOUND,
    difference_line,
    mark_text,
    measure_words,
    near_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altui.labeling.annotation import Annotation
    from altui.labeling.view import View
    from altui.session.events import Decision

ALL = "all"
CHOSEN = re.compile(rf"({ALL}|\d+(?:\s*,\s*\d+)*)\s+(\S.*)")
"""Commas tell the rows from a class that is a digit."""


class Alike:
    def __init__(self, annotation: Annotation) -> None:
        self._annotation = annotation
        self._found: LookAlikes | None = None

    def find(self, view: View) -> LookAlikes | None:
        """They are for the row of this View only. May take long."""
        if view.round.again:
            raise InputError(AGAIN)
        return find_look_alikes(self._annotation, view.shown_row) if view.shown_row else None

    def start_list(self, found: LookAlikes | None) -> Iterator[str]:
        self._found = found
        if found is None or not found.rows:
            yield NONE_FOUND
            return
        yield f"{count_of(len(found.rows), 'look-alike')}, by {measure_words(found.measure)}"
        for number, each in enumerate(found.rows, 1):
            row = one_line(each.shown_row.row_id, 40)
            told = mark_text(difference_line(found.of, each.shown_row, LONG_LINE))
            yield f"{number} row {row}, {near_text(found.measure, each.near)}: {told}"
        yield f"{_EXAMPLE} labels rows 1 and 3 with the row asked, alike {ALL} CLASS all of them"

    def label(self, rest: str, view: View, shown_at: float) -> Decision:
        """The decision that `1,3 CLASS` makes."""
        found, shown_row = self._found, view.shown_row
        if found is None or shown_row is None or found.of.row != shown_row.row:
            raise InputError("list the look-alikes of this row first: alike")
        match = CHOSEN.fullmatch(rest.strip())
        chosen = find_class(match[2], view.classes) if match else None
        if match is None or chosen is None:
            known = describe_classes(view.classes)
            raise InputError(f"{_EXAMPLE} labels rows 1 and 3 with the row asked: {known}")
        count = len(found.rows)
        told = [*range(1, count + 1)] if match[1] == ALL else [*map(int, match[1].split(","))]
        if not all(1 <= number <= count for number in told):
            raise InputError(f"name rows by their numbers in the list, 1 to {count}")
        return found.label(view, chosen, {number - 1 for number in told}, shown_at)


_EXAMPLE = "alike 1,3 CLASS"
