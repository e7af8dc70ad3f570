"""A table with its roles, ids, classes and known labels: all that a session needs to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from altui.data.boundary import LINEAR
from altui.data.labels.label_reading import LabelReading
from altui.data.labels.seed_words import read_seed_words
from altui.data.labels.suggested_column import Suggestions
from altui.data.layout import BEFORE, Layout
from altui.data.presentation.html_text import without_tags
from altui.data.presentation.pixel_grid import PixelGrid, find_grids
from altui.data.presentation.read_table import read_html
from altui.data.schema import Role, Schema
from altui.data.table import Table
from altui.data.units.parts import Part as Part
from altui.data.units.units import ALONE, Units
from altui.errors import InputError

LAYOUTS = ("layout", "test_layout")
LISTS = ("classes", "no_label", "html", "seed_text")
FOUND = (*LAYOUTS, "labels", "earlier", "check")
"""Options that loading finds out; nobody says them."""


@dataclass(frozen=True)
class DataOptions:
    """How a table is made into a Dataset. A session keeps it."""

    classes: tuple[str, ...] = ()
    hide_labels: bool = False
    test: str | None = None
    """A fraction ("0.2"), the name of a column, or the path of a file."""
    seed: int = 0
    sheet: str | None = None
    """The sheet of a workbook that was asked for."""
    vectors: str | None = None
    """A .npy file with a vector for each row."""
    embed: bool = False
    """Whether texts are turned into vectors."""
    no_label: tuple[str, ...] = ()
    """Cells of the label column that were said to mean no label yet; ("",) for none at all."""
    variants: str | None = None
    """"join" or "keep", as was said of names that differ in case or blanks only."""
    html: tuple[str, ...] = ()
    """Columns of HTML that are read without their tags; ("",) where that was not wanted."""
    pixels: str | None = None
    """The size of the picture that columns are shown as, such as "28x28", or "no"."""
    seed_text: tuple[str, ...] = ()
    """Words that classes begin from, such as `billing=refund, charged twice`."""
    group: str | None = None
    """The column of what rows belong to, such as a patient: none of it on two sides of a split."""
    no_merge_identical: bool = False
    """Whether identical rows are asked one by one, as in sessions before they were merged."""
    suggested: str | None = None
    """The column of another model's guesses, and after a comma that of their probabilities."""
    boundary: str | None = None
    """"linear" or "curved"; None where that is still to be found."""
    labels: LabelReading | None = None
    """How label cells become class names; None where that is still to be found."""
    earlier: bool | None = None
    """Whether the file is an export of an earlier session that goes on here; None where that is
    still to be found."""
    check: int = 0
    """The size of the earlier session's random check, where that goes on here; else its rows are
    test rows."""
    layout: Layout = BEFORE
    """How the file was cut; loading finds it."""
    test_layout: Layout = BEFORE
    """The same of the test file."""

    def to_json(self) -> dict[str, Any]:
        read = {name: getattr(self, name).to_json() for name in LAYOUTS}
        if self.labels is not None:
            read["labels"] = self.labels.to_json()
        return {**asdict(self), **read, **{name: list(getattr(self, name)) for name in LISTS}}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> DataOptions:
        known = {f.name: stored[f.name] for f in fields(cls) if f.name in stored}
        read = {name: Layout.from_json(stored.get(name)) for name in LAYOUTS}
        lists = {name: tuple(stored.get(name, ())) for name in LISTS}
        labels = LabelReading.from_json(stored.get("labels"))
        earlier = bool(stored.get("earlier"))
        boundary = stored.get("boundary") or LINEAR
        found = {"labels": labels, "earlier": earlier, "boundary": boundary}
        found["no_merge_identical"] = bool(stored.get("no_merge_identical", True))
        return cls(**{**known, **read, **lists, **found})


@dataclass(frozen=True)
class Field:
    """`text` is what the person reads; `source` is the cell itself, where it is another. `title` is
    what is read for a name that says nothing."""

    name: str
    text: str
    role: Role
    source: str = ""
    title: str = ""

    @property
    def shown(self) -> str:
        """What the column is called on the screen; the file has its `name`."""
        return self.title or self.name


class Filed(NamedTuple):
    """The classes of a file with the slot (c,) of each in a session, and the labels by them."""

    classes: tuple[str, ...]
    slots: NDArray[np.integer[Any]]
    known: NDArray[np.int16]
    test_known: NDArray[np.int16] | None

    def slots_of(self, known: NDArray[np.int16]) -> NDArray[np.int16]:
        """The slots of class indices; -1, for none, stays."""
        return np.append(self.slots, -1).astype(np.int16)[known]


@dataclass(frozen=True, eq=False)
class Dataset:
    """`known` holds a class index for each row (int16, -1 where none is known), `part` a Part for
    each row (int8). `test_known` has the labels of `test_table`, where that is a file of its own.
    `suggestions` are another model's guesses; None where no column of them was named.
    """

    table: Table
    schema: Schema
    options: DataOptions
    ids: Sequence[str]
    classes: tuple[str, ...]
    known: NDArray[np.int16]
    part: NDArray[np.int8]
    test_table: Table | None = None
    test_known: NDArray[np.int16] | None = None
    units: Units = ALONE
    suggestions: Suggestions | None = None
    filed: Filed | None = None
    """What the file says, where a session has changed the classes since."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What a person reads for the names of columns that say nothing."""

    @property
    def as_filed(self) -> Filed:
        if self.filed is not None:
            return self.filed
        slots = np.arange(len(self.classes))
        return Filed(self.classes, slots, self.known, self.test_known)

    @property
    def known_slots(self) -> NDArray[np.int16]:
        """The slot (n,) of the class of each row in a session, -1 where none is known."""
        return self.as_filed.slots_of(self.as_filed.known)

    def revised(
        self,
        classes: tuple[str, ...],
        index: NDArray[np.integer[Any]],
        slots: Sequence[int] | None = None,
        *,
        readings: Mapping[str, int],
    ) -> Dataset:
        """The same file, whose labels are those of the classes of a session now.

        `index` (s + 1,) has the number now of each slot, its last place is for no class; `readings`
        the slot of each name that a file may use. `slots` says which slots the classes of the file
        are, where those were read for a session in which they are not simply the first.
        """
        filed = self.as_filed
        if slots is not None:
            filed = filed._replace(slots=np.array(slots))
        test, found = filed.test_known, self.suggestions
        return replace(
            self,
            classes=classes,
            known=index[filed.slots_of(filed.known)].astype(np.int16),
            test_known=None if test is None else index[filed.slots_of(test)].astype(np.int16),
            filed=filed,
            suggestions=None if found is None else found.revise(readings, index),
        )

    @property
    def n(self) -> int:
        return len(self.known)

    @property
    def fingerprint(self) -> str:
        return self.table.fingerprint()

    @cached_property
    def grids(self) -> tuple[PixelGrid, ...]:
        """The columns that are shown as pictures; none once their roles are such that no block is
        left, as when the person has made a text of one."""
        with suppress(InputError):
            return find_grids(self.schema, self.options.pixels)
        return ()

    def as_read(self, table: Table | None = None) -> Table:
        """The table, or one with the same columns, as a person reads its cells."""
        return read_html(table or self.table, self.options.html)

    @cached_property
    def seed_words(self) -> dict[str, str]:
        """The words that classes begin from, by the class of the file."""
        return read_seed_words(self.options.seed_text, self.as_filed.classes, str(self.table.path))

    @property
    def vectors(self) -> Path | None:
        """The .npy file with a vector for each row."""
        return None if self.options.vectors is None else Path(self.options.vectors)

    def fields(self, row: int) -> tuple[Field, ...]:
        """What a person is shown of a row: never its label, in the order of the file."""
        unseen = (Role.TARGET, Role.HIDDEN, Role.ID, Role.VECTOR)
        cells = zip(self.schema.columns, self.table.cells(row), strict=True)
        return tuple(
            self._field(column.name, text, column.role)
            for column, text in cells
            if column.role not in unseen
        )

    def _field(self, name: str, cell: str, role: Role) -> Field:
        text = without_tags(cell) if name in self.options.html else cell
        title = self.titles.get(name, "")
        return Field(name, text, role, cell if text != cell else "", title)

    def known_label(self, row: int) -> str:
        """The class name known for a row, empty when there is none."""
        index = int(self.known[row])
        return self.classes[index] if index >= 0 else ""
