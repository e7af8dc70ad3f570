"""A search in a thread of its own, which tells the screen what it has found so far."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from altui.session.finding.search import MOST, SearchHit

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from altui.labeling.annotation import Annotation
    from altui.session.finding.narrowing import Looking

REPORT_EVERY = 0.1
"""Seconds between two reports of a running search: a slow line needs few frames."""


@dataclass
class PoolNarrowed(Message):
    """Search number `number` keeps so many rows of the pool."""

    number: int
    kept: int


@dataclass
class RowsFound(Message):
    """All rows found so far by search number `number`; `done` is the share of the file."""

    number: int
    found: tuple[SearchHit, ...]
    done: float
    error: str = ""


class PoolSearch:
    """One search at a time: the next one ends the one before. `number` is that of the last."""

    def __init__(self, annotation: Annotation, screen: MessagePump) -> None:
        self._annotation, self._screen = annotation, screen
        self.number = 0

    def start(self, looking: Looking) -> None:
        self.number += 1
        threading.Thread(target=self._search, args=(self.number, looking), daemon=True).start()

    def end(self) -> None:
        self.number = -1

    def _search(self, number: int, looking: Looking) -> None:
        found: list[SearchHit] = []
        reported, done = time.monotonic(), 0.0
        tell = self._screen.post_message
        try:
            listable = self._annotation.session.listable(looking.narrow)
            if looking.narrow:
                tell(PoolNarrowed(number, int(listable.sum())))
            for each in looking.find(self._annotation.dataset, listable):
                if number != self.number or len(found) == MOST:
                    break
                if isinstance(each, SearchHit):
                    found.append(each)
                    continue
                done = each
                if time.monotonic() - reported > REPORT_EVERY:
                    reported = time.monotonic()
                    tell(RowsFound(number, tuple(found), min(done, 0.99)))
        except Exception as error:  # noqa: BLE001  the person must know of any error
            tell(RowsFound(number, tuple(found), done, f"the search failed: {error}"))
        else:
            tell(RowsFound(number, tuple(found), 1.0))
