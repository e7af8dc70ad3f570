"""The list of columns that a person confirms: like columns are one entry, opened or closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.data.presentation.column_groups import find_groups, group_words
from altui.data.schema import Role

if TYPE_CHECKING:
    from altui.data.schema import Column, Schema


@dataclass(frozen=True)
class ColumnEntry:
    """The `columns` at `places` of the file, several for a group; a member stands under its open
    group."""

    columns: tuple[Column, ...]
    places: range
    is_open: bool = False
    is_member: bool = False

    @property
    def first(self) -> Column:
        return self.columns[0]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def is_group(self) -> bool:
        return len(self.columns) > 1

    @property
    def words(self) -> str:
        return group_words(self.names)

    @property
    def role(self) -> Role:
        """That of a group is the one that its columns have in common."""
        kinds = (column.role for column in self.columns if _kind_of(column) is not None)
        return next(kinds, self.first.role)

    @property
    def roles(self) -> list[tuple[Role, int]]:
        """How many columns have each role, the commonest first."""
        return Counter(column.role for column in self.columns).most_common()

    @property
    def reason(self) -> str:
        """The commonest one for the role."""
        main = self.role
        told = (column.reason for column in self.columns if column.role is main)
        return Counter(told).most_common(1)[0][0]

    @property
    def examples(self) -> tuple[str, ...]:
        """Different values of the columns, as many as a single one has."""
        found = dict.fromkeys(text for column in self.columns for text in column.examples)
        return tuple(found)[:3] if self.is_group else self.first.examples


def list_entries(schema: Schema, opened: Set[str] = frozenset()) -> list[ColumnEntry]:
    """The columns in order; below a group with a column that is `opened` stands each of them."""
    columns = schema.columns
    entries: list[ColumnEntry] = []
    for places in find_groups(schema.names(), [_kind_of(column) for column in columns]):
        part = columns[places.start : places.stop]
        is_open = len(part) > 1 and any(column.name in opened for column in part)
        entries.append(ColumnEntry(part, places, is_open))
        if is_open:
            for place in places:
                alone = range(place, place + 1)
                entries.append(ColumnEntry((columns[place],), alone, is_member=True))
    return entries


def _kind_of(column: Column) -> Role | None:
    """What a group has in common; a column of one value only goes with any."""
    is_constant = column.role is Role.SHOWN and column.distinct == 1 and not column.empty
    return None if is_constant else column.role
