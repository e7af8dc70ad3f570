"""Searches and lists made in a thread, one at a time: the dialogue goes on reading meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from altui.display.console import say
from altui.wording.news import describe_unlisted

Something = TypeVar("Something")


class Found(NamedTuple):
    """What to do with what a thread has found; `number` says for which request."""

    number: int
    then: Callable[[], object]


class Finder:
    """`post` brings what was found to the thread of the dialogue, which calls `use`."""

    def __init__(self, post: Callable[[Found], object]) -> None:
        self._post = post
        self._asked = 0
        self._done = 0

    @property
    def is_busy(self) -> bool:
        return self._asked > self._done

    def find(self, find: Callable[[], Something], then: Callable[[Something], object]) -> None:
        """Find it in a thread: training may take long, and a signal must end it."""
        self._asked += 1
        number = self._asked

        def work() -> None:
            try:
                found = find()
            except Exception as error:  # noqa: BLE001  the person must know of any error
                text = describe_unlisted(error)
                self._post(Found(number, lambda: say(text)))
            else:
                self._post(Found(number, lambda: then(found)))

        threading.Thread(target=work, daemon=True).start()

    def use(self, found: Found) -> None:
        """Do what is to be done with it, unless it was given up."""
        if found.number == self._asked and self.is_busy:
            self._done = found.number
            found.then()

    def give_up(self) -> None:
        self._done = self._asked
