"""What the threads tell the app. Each says what has happened; only the app changes state."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from altui.session.events import Decision


@dataclass
class Decided(Message):
    """A screen over the sample has been given a decision; the session has not heard of it yet."""

    decision: Decision
