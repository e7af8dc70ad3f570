"""What the screens tell the app. A message says what has happened; only the app changes state."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision


@dataclass
class Decided(Message):
    """A screen over the row was given a decision. The session does not have it yet."""

    decision: Decision


def adding(name: str) -> Decided:
    """A class is to be added, before the answer that names it."""
    return Decided(Decision.classes(ClassChange("add", name)))
