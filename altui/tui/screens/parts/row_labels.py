"""What was labeled from a list of rows, which stay in it with their labels."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from altui.session.events import Decision, Kind

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from altui.session.session import Session


@dataclass
class LabelsRead(Message):
    """The label that each row has now, for those that have one; `word` says why it was looked."""

    labels: Mapping[int, str]
    word: str


class RowLabels:
    """`given` holds the labels by row. `done` and `undone` count what undo and redo may reach."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.given: dict[int, str] = {}
        self.done = self.undone = 0

    def forget(self) -> None:
        """Another list."""
        self.given.clear()

    def follow(self, decision: Decision) -> None:
        """A decision is on disk: a label or a remark, or one that takes it back or gives it again.
        What undo took back shows once the labels are read."""
        if decision.kind is Kind.UNDO:
            self.done, self.undone = self.done - 1, self.undone + 1
        elif decision.kind is Kind.REDO:
            self.done, self.undone = self.done + 1, self.undone - 1
        else:
            self.done, self.undone = self.done + 1, 0
        if decision.kind is Kind.LABEL and decision.row is not None:
            self.given[decision.row] = decision.value or ""

    def read(self, rows: Sequence[int], screen: MessagePump, word: str) -> None:
        """Look at the session in a thread: it may be writing."""

        def work() -> None:
            labels = {row: self._session.label(row) for row in rows}
            labels = {row: label for row, label in labels.items() if label}
            screen.post_message(LabelsRead(labels, word))

        threading.Thread(target=work, daemon=True).start()

    def take(self, message: LabelsRead) -> set[int]:
        """The labels as they are now; the rows that have lost theirs."""
        freed = self.given.keys() - message.labels.keys()
        self.given = dict(message.labels)
        return set(freed)
