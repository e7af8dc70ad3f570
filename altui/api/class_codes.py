"""Classes as Python code names them, strings or numbers, and their places in the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.errors import InputError
from altui.suggestions import list_some, suggest

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray


def as_list(given: Any) -> list[Any]:
    """The values of a list as they are, and those of an array or a column of a data frame."""
    return list(given) if isinstance(given, list | tuple) else list(np.asarray(given).tolist())


def is_missing(value: Any) -> bool:
    """Whether it is None, NaN, or what pandas has for them."""
    try:
        return value is None or bool(value != value)
    except TypeError:  # whether pandas.NA is another than itself is not known
        return True


class ClassCodes:
    """`values` (k,) are the classes in their order, `names` the same as text.

    Raises InputError for fewer than two, and for one that is there twice.
    """

    def __init__(self, classes: Iterable[Any]) -> None:
        if isinstance(classes, str):
            raise InputError("`classes` is one text", hint='Give a list, such as ["spam", "ham"].')
        listed = as_list(classes)
        self._places = {value: place for place, value in enumerate(listed)}
        self.names = tuple(map(str, listed))
        if len(listed) < 2:
            raise InputError(f"`classes` needs two classes or more, and it has {len(listed)}")
        if len(set(self.names)) < len(listed) or len(self._places) < len(listed):
            twice = next(name for name in self.names if self.names.count(name) > 1)
            raise InputError(f"`classes` has the class '{twice}' twice")
        are_of_one_type = len({type(value) for value in listed}) == 1
        self.values = np.array(listed, None if are_of_one_type else object)

    def __len__(self) -> int:
        return len(self.names)

    def codes(self, labels: Any) -> IntArray:
        """The places (m,) of these labels (m,). Raises InputError for one that is no class."""
        listed = as_list(labels)
        try:
            return np.array([self._places[label] for label in listed], np.int64)
        except (KeyError, TypeError):
            unknown = next(label for label in listed if not self._has(label))
        near = suggest(str(unknown), self.names, most=1)
        raise InputError(
            f"there is no class {unknown!r}",
            hint=f"{near} The classes are: {list_some(self.names)}.".lstrip(),
        )

    def _has(self, label: Any) -> bool:
        try:
            return label in self._places
        except TypeError:  # a list, say, is no key
            return False
