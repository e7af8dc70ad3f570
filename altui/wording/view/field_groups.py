"""Like columns of a row together: a group is folded, told and skipped over as one."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from altui.data.presentation.column_groups import find_groups
from altui.data.schema import Role

if TYPE_CHECKING:
    from altui.data.dataset import Field

MANY = 40
"""More like columns than this are told in a few lines; up to so many have their place in the
table, each with its bar and what it adds."""


def group_fields(fields: Sequence[Field]) -> list[tuple[Field, ...]]:
    """The fields in order, those of a group together; what is only shown goes with any."""
    kinds = [None if each.role is Role.SHOWN else each.role for each in fields]
    groups = find_groups([each.name for each in fields], kinds)
    return [tuple(fields[place] for place in places) for places in groups]


def split_groups(fields: Sequence[Field]) -> tuple[list[tuple[Field, ...]], list[Field]]:
    """The groups of more than MANY fields, and all the others; texts are read one by one."""
    groups = group_fields(fields)
    many = [group for group in groups if len(group) > MANY and group[0].role is not Role.TEXT]
    return many, [each for group in groups if group not in many for each in group]


def turn_folded(folded: Set[str], names: Set[str]) -> frozenset[str]:
    """With these columns folded away; shown again where all of them were folded."""
    return frozenset(folded - names if names <= folded else folded | names)
