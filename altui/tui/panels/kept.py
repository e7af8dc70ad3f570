"""Results kept by the very object that they were made from, where that has no hash."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TypeVar

Source = TypeVar("Source")
How = TypeVar("How")
Result = TypeVar("Result")


def keep_by_identity(
    most: int,
) -> Callable[[Callable[[Source, How], Result]], Callable[[Source, How], Result]]:
    """Keep the last results of a function of a frozen object, and of how it is to be shown. Any
    thread may call it."""

    def decorate(make: Callable[[Source, How], Result]) -> Callable[[Source, How], Result]:
        kept: deque[tuple[Source, How, Result]] = deque(maxlen=most)

        def find(source: Source, how: How) -> Result:
            for its, its_how, result in list(kept):
                if its is source and its_how == how:
                    return result
            result = make(source, how)
            kept.append((source, how, result))
            return result

        return find

    return decorate
