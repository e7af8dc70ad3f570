"""What each column of a table is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from altui.data.values.reading import Reading, Way, reading_from_json
from altui.data.values.text_reading import TextReading
from altui.errors import InputError
from altui.suggestions import suggest

if TYPE_CHECKING:
    from altui.data.table import Table


class Role(StrEnum):
    ID = "id"
    TARGET = "target"
    NUMERIC = "numeric"
    CATEGORICAL = "categorical"
    DATE = "date"
    TEXT = "text"
    VECTOR = "vector"  # learned from, never shown
    IMAGE = "image"  # the path of a picture
    SHOWN = "shown"  # shown to the person, not learned from
    HIDDEN = "hidden"


FEATURES = (Role.NUMERIC, Role.DATE, Role.CATEGORICAL, Role.TEXT, Role.VECTOR, Role.IMAGE)


CHOSEN = "chosen by you"
"""The reason for a role that was not guessed."""


@dataclass(frozen=True)
class Column:
    name: str
    role: Role
    reason: str
    examples: tuple[str, ...] = ()
    distinct: int = 0  # exact up to profile.DISTINCT_CAP
    empty: int = 0
    values: tuple[str, ...] = ()
    """All that occur, where they are few."""
    readings: tuple[Reading, ...] = ()
    """How its cells would be read as numbers and as dates, where they can be."""
    markup: float = 0.0
    """The share of the cells looked at that have tags or entities of HTML."""
    highest_byte: int | None = None
    """The highest of the cells looked at, where they are whole numbers of 0 to 255."""
    ways: tuple[Way, ...] = ()
    """How else its cells can be read, and how they are, where nothing decides."""

    @property
    def reading(self) -> Reading | None:
        """How its cells become values; None for other roles, and for numbers that are read
        strictly, as sessions did before there were readings."""
        return next((each for each in self.readings if each.role == self.role), None)


@dataclass(frozen=True)
class Schema:
    columns: tuple[Column, ...]

    @property
    def target(self) -> str | None:
        return next(iter(self.names(Role.TARGET)), None)

    @property
    def id(self) -> str | None:
        return next(iter(self.names(Role.ID)), None)

    def names(self, *roles: Role) -> list[str]:
        """Names of the columns with one of the roles, in file order; of all, when none is given."""
        return [column.name for column in self.columns if not roles or column.role in roles]

    def column(self, name: str) -> Column:
        return self.columns[self.names().index(name)]

    def roles(self) -> dict[str, str]:
        return {column.name: column.role.value for column in self.columns}

    def readings(self) -> dict[str, dict[str, Any]]:
        """The readings in use, as a session keeps them."""
        found = ((column.name, column.reading) for column in self.columns)
        return {name: reading.to_json() for name, reading in found if reading is not None}

    def with_role(self, name: str, role: Role, reason: str = CHOSEN) -> Schema:
        """A schema with one role changed; a target or id that is replaced is no longer learned."""
        return self.with_roles([name], role, reason)

    def with_roles(self, names: Sequence[str], role: Role, reason: str = CHOSEN) -> Schema:
        """The same for several columns, where the role is not one that a single column has."""
        check_names(names, self.names())
        single, chosen = role in (Role.TARGET, Role.ID), set(names)
        columns = []
        for column in self.columns:
            if column.name in chosen:
                column = replace(column, role=role, reason=reason)
            elif single and column.role is role:
                given_up = Role.HIDDEN if role is Role.TARGET else Role.SHOWN
                told = f"'{names[0]}' is the {role} instead"
                column = replace(column, role=given_up, reason=told)
            columns.append(column)
        return Schema(tuple(columns))

    def with_text_form(self, names: Iterable[str], form: str) -> Schema:
        """With what is counted of the texts of these columns changed."""
        chosen = set(names)
        return Schema(
            tuple(
                _with_form(column, form) if column.name in chosen else column
                for column in self.columns
            )
        )


def _with_form(column: Column, form: str) -> Column:
    readings = (
        replace(each, form=form, is_chosen=True) if isinstance(each, TextReading) else each
        for each in column.readings
    )
    return replace(column, readings=tuple(readings))


def restore_schema(
    table: Table, roles: Mapping[str, str], readings: Mapping[str, Any] | None = None
) -> Schema:
    """The schema with these stored roles and readings, without reading the rows; other columns
    are hidden."""
    check_names(roles, table.columns, str(table.path))
    found = {name: (reading_from_json(stored),) for name, stored in (readings or {}).items()}
    return Schema(
        tuple(
            Column(
                name,
                role_named(roles.get(name, "hidden"), name),
                "as set before",
                readings=found.get(name, ()),
            )
            for name in table.columns
        )
    )


def role_named(text: str, column: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise InputError(
            f"'{text}' is no role for column '{column}'",
            hint=f"The roles are {', '.join(Role)}.",
        ) from None


def check_names(
    names: Iterable[str], known: Iterable[str], where: str = "", what: str = "column"
) -> None:
    """Raises InputError, with the nearest names, for a name that is not known."""
    known = list(known)
    there = set(known)
    for name in names:
        if name not in there:
            hint = _names_hint(name, known, what)
            raise InputError(f"there is no {what} '{name}'", where=where, hint=hint)


def _names_hint(name: str, known: list[str], what: str) -> str:
    if guess := suggest(name, known):
        return guess
    listed = ", ".join(f"'{other}'" for other in known[:20])
    more = f" and {len(known) - 20} more" if len(known) > 20 else ""
    return f"The {what}s are {listed}{more}."
