"""What becomes of each line of a file of labels; nothing is written here.

A line is taken, says what is known already, is kept out by a label given here, or is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from altui.data.dataset import Part
from altui.data.labels.label_questions import MARKERS
from altui.data.labels.label_reading import LabelReading, folded
from altui.session.events import Decision
from altui.session.imports.columns import Columns, Line, seconds_of
from altui.session.imports.labels_here import LabelsHere
from altui.suggestions import find_nearest, list_some

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.table import Table
    from altui.session.imports.matching import Match
    from altui.session.state.label_state import State

AS_WRITTEN = LabelReading(whole_numbers=True, lists=True)


@dataclass(frozen=True)
class Told:
    """A line that is not taken: where it stands in its file, and why."""

    place: int
    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass
class Sorted:
    """`labels` are taken, `checks` of them for rows of the random check and `replaced` in place
    of a label that is there; `same` lines say what is known, `blank` ones hold no label; `kept`
    speak of rows that have another label here. `renamed` lines use a name that their class had
    before: `old_names` are those, with the names now."""

    labels: list[Decision] = field(default_factory=list)
    checks: int = 0
    replaced: int = 0
    same: int = 0
    blank: int = 0
    renamed: int = 0
    old_names: dict[str, str] = field(default_factory=dict)
    kept: list[Told] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)


class Sorter:
    """Sorts the lines of `table` by what `dataset` and `state` say of their rows."""

    def __init__(
        self, dataset: Dataset, state: State, table: Table, columns: Columns, *, replace: bool
    ) -> None:
        self._dataset = dataset
        self._here = LabelsHere(dataset, state)
        self._old_names = state.classes.old_names()
        self._table = table
        self._columns = columns
        self._replace = replace
        self._classes = {name: index for index, name in enumerate(dataset.classes)}
        self._sorted = Sorted()

    def sort(self, lines: Iterable[Line], match: Match, annotator: str) -> Sorted:
        for row, same in self._by_row(lines, match).items():
            first, labels = same[0], {line.label for line in same}
            if len(labels) > 1:
                for line in same:
                    self._refuse(line, self._columns.label, self._differing(line, same))
                continue
            self._sorted.same += len(same) - 1
            self._place(row, first, annotator)
        self._sorted.refused.sort(key=lambda told: told.place)
        return self._sorted

    def _by_row(self, lines: Iterable[Line], match: Match) -> dict[int, list[Line]]:
        """The lines that can be read and have a row, by their row."""
        found: dict[int, list[Line]] = {}
        for written in lines:
            line = written._replace(label=self._name(written.label))
            if not line.label:
                self._sorted.blank += 1
                continue
            row = match(line)
            if isinstance(row, str):
                self._refuse(line, self._columns.row, row)
            elif line.label not in self._classes:
                self._refuse(line, self._columns.label, self._no_class(line.label))
            elif line.time and seconds_of(line.time) is None:
                self._refuse(line, self._columns.time, _no_time(line.time))
            else:
                found.setdefault(row, []).append(line)
                self._count_name(self._as_written(written.label))
        return found

    def _name(self, cell: str) -> str:
        """The class now that the label column of a data file speaks of; empty for no label yet."""
        name = self._as_written(cell)
        return self._old_names.get(name, name)

    def _as_written(self, cell: str) -> str:
        """The name in a cell as the label column of a data file may write it."""
        if self._is_name(cell):
            return cell
        try:
            name = AS_WRITTEN.name(cell)
        except ValueError:  # several labels
            return cell
        return "" if not self._is_name(name) and folded(name) in MARKERS else name

    def _is_name(self, text: str) -> bool:
        return text in self._classes or text in self._old_names

    def _count_name(self, name: str) -> None:
        if name in self._old_names:
            self._sorted.renamed += 1
            self._sorted.old_names[name] = self._old_names[name]

    def _place(self, row: int, line: Line, annotator: str) -> None:
        """A line that is alone with its row, or says what the others say."""
        part = Part(int(self._dataset.part[row]))
        if part in (Part.TEST, Part.LABELED, Part.ASIDE):
            self._compare_to_file(row, line, part)
            return
        now = self._here.find(row)
        if now.label == line.label:
            self._sorted.same += 1
        elif now.why and not self._replace:
            self._sorted.kept.append(self._told(line, self._columns.label, now.why))
        else:
            self._take(row, line, annotator, is_replaced=bool(now.why))

    def _take(self, row: int, line: Line, annotator: str, *, is_replaced: bool) -> None:
        who = line.annotator or annotator
        when = seconds_of(line.time) if line.time else None
        self._sorted.labels.append(Decision.imported(row, line.label, who, when))
        self._sorted.checks += self._here.is_checked(row)
        self._sorted.replaced += is_replaced

    def _compare_to_file(self, row: int, line: Line, part: Part) -> None:
        known = self._dataset.known_label(row)
        if known == line.label:
            self._sorted.same += 1
        elif part is Part.TEST:
            self._refuse(line, self._columns.row, "the row is of the test set: take the line out")
        else:
            why = f"the data file has the label '{known}' for this row: mend one of the two"
            self._refuse(line, self._columns.label, why)

    def _differing(self, line: Line, same: Sequence[Line]) -> str:
        other = next(each for each in same if each.label != line.label)
        at = self._table.place_within(other.place)
        return f"the label is '{line.label[:80]}' here and '{other.label[:80]}' on {at}: keep one"

    def _no_class(self, label: str) -> str:
        close = find_nearest(label, self._classes, most=1)
        guess = f": did you mean '{close[0]}'?" if close else _listed(self._classes)
        return f"there is no class '{label[:80]}'{guess}"

    def _refuse(self, line: Line, column: str | None, why: str) -> None:
        self._sorted.refused.append(self._told(line, column, why))

    def _told(self, line: Line, column: str | None, why: str) -> Told:
        return Told(line.place, self._table.location(line.place, column), why)


def _listed(classes: Iterable[str]) -> str:
    return f"; the classes are {list_some([*classes])}"


def _no_time(text: str) -> str:
    return f"'{text[:80]}' is no time: write it as 2026-03-01T12:30:00Z"
