"""A row as the person sees it, without what the model thinks of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from altui.data.schema import Role
from altui.labeling.explaining.reasons import Reasons
from altui.labeling.explaining.suggestion import Suggestion

if TYPE_CHECKING:
    from altui.data.dataset import Dataset, Field
    from altui.data.features.images import Picture
    from altui.data.features.matrix import Features
    from altui.data.presentation.pixel_grid import PixelGrid
    from altui.labeling.annotation import Annotation


LONGEST_BEGINNING = 200


@dataclass(frozen=True)
class ShownRow:
    """The row on the screen."""

    row: int
    """The row's number in the data, from 0."""
    row_id: str
    """The row's id."""
    fields: tuple[Field, ...]
    """The columns to show, with their cells."""
    known: int | None
    """The index of the row's class in the file, hidden until revealed; None if there is none."""
    flagged: bool = False
    """Whether the row is flagged."""
    note: str = ""
    """The person's comment; empty for none."""
    folded: frozenset[str] = frozenset()
    """The names of the columns that are folded away."""
    reasons: Reasons | None = None
    """Why the model predicts its class; None without a model, or while it is hidden."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """The pictures named in the row's cells, by column."""
    places: Mapping[str, float] = field(default_factory=dict)
    """The share of all rows with a lower value, 0 to 1, by number column."""
    copies: int = 1
    """How many rows of the data are as this one; its label is theirs."""
    grids: tuple[PixelGrid, ...] = ()
    """The columns that are drawn as pictures, which `pictures` has by their words."""
    suggestion: Suggestion | None = None
    """What another model had guessed, of a row that is asked for the first time."""

    @property
    def times(self) -> str:
        """How many rows are as this one, to stand beside its id; empty for one alone."""
        return f" x{self.copies:,}" if self.copies > 1 else ""

    @property
    def drawn(self) -> frozenset[str]:
        """The names of the fields that a picture shows."""
        return frozenset(name for grid in self.grids for name in grid.names)

    @property
    def told(self) -> tuple[Field, ...]:
        """The fields that are shown as text, and not in a picture of many."""
        drawn = self.drawn
        return tuple(each for each in self.shown if each.name not in drawn)

    @property
    def shown(self) -> tuple[Field, ...]:
        """All fields except the folded ones."""
        return tuple(each for each in self.fields if each.name not in self.folded)

    @property
    def hidden(self) -> list[str]:
        """The names of the folded fields."""
        return [each.name for each in self.fields if each.name in self.folded]


def beginnings(annotation: Annotation, rows: Iterable[int]) -> dict[int, str]:
    """The first words of each row's text; rows without a text, or gone, are left out."""
    texts = annotation.dataset.schema.names(Role.TEXT)
    if not texts:
        return {}
    told = {}
    for row in rows:
        if row < 0:
            continue
        fields = {each.name: each.text for each in annotation.dataset.fields(row)}
        told[row] = " ".join(fields[texts[0]][:LONGEST_BEGINNING].split())
    return told


def read_row(annotation: Annotation, row: int) -> ShownRow:
    """A row as the person sees it, without the model's prediction."""
    dataset, session = annotation.dataset, annotation.session
    known = int(dataset.known[row])
    return replace(
        show_row(dataset, row, annotation.features, session.settings.folded),
        known=known if known >= 0 else None,
        flagged=session.is_flagged(row),
        note=session.note(row),
    )


def show_row(
    dataset: Dataset, row: int, features: Features | None = None, folded: Iterable[str] = ()
) -> ShownRow:
    """A row of the data, without what anybody knows or said of it. Only with `features` it is told
    where its numbers stand among those of all rows."""
    fields = dataset.fields(row)
    folded = foldable(folded, fields)
    seen = [each for each in fields if each.name not in folded]
    names = {each.name for each in seen}
    grids = tuple(grid for grid in dataset.grids if names.intersection(grid.names))
    drawn = frozenset(name for grid in grids for name in grid.names)
    return ShownRow(
        row,
        dataset.ids[row],
        fields,
        None,
        folded=folded,
        pictures=_pictures(dataset, seen) | _drawn(features, seen, grids),
        places=_places(features, [each for each in seen if each.name not in drawn]),
        copies=dataset.units.count_copies(row),
        grids=grids,
    )


def foldable(names: Iterable[str], fields: Sequence[Field]) -> frozenset[str]:
    """The columns to fold away that exist; none if no other column would be left, for example
    because the file has lost its other columns."""
    there = {each.name for each in fields}
    folded = there.intersection(names)
    return frozenset() if folded == there else frozenset(folded)


def _places(features: Features | None, fields: Sequence[Field]) -> dict[str, float]:
    if features is None:
        return {}
    found = {each.name: features.place(each) for each in fields}
    return {name: place for name, place in found.items() if place is not None}


def _pictures(dataset: Dataset, fields: Sequence[Field]) -> dict[str, Picture]:
    named = [field for field in fields if field.role is Role.IMAGE]
    if not named:
        return {}
    from altui.data.features.images import load_picture

    table = dataset.table
    return {each.name: load_picture(table.folder, table.file_of(each.text)) for each in named}


def _drawn(
    features: Features | None, fields: Sequence[Field], grids: Sequence[PixelGrid]
) -> dict[str, Picture]:
    if not grids:
        return {}
    from altui.data.features.images import Picture

    cells = {each.name: each.text for each in fields}
    if features is None:
        # Nobody knows how bright other rows are.
        return {grid.words: Picture(grid.draw(cells, grid.brightest(cells))) for grid in grids}
    spread = features.spread
    return {
        grid.words: Picture(grid.draw(cells, spread.highest(grid.names) if spread else 0.0))
        for grid in grids
    }
