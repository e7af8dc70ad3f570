"""From the engine to the app: the engine sends an event in its own thread, and the app handles it
in its thread."""

from __future__ import annotations

from textual.message import Message

from altui.labeling.events import EngineEvent, OpeningProgressed


class EngineSaid(Message):
    def __init__(self, event: EngineEvent) -> None:
        super().__init__()
        self.event = event

    def can_replace(self, message: Message) -> bool:
        """Of the progress of opening only the last message counts."""
        return (
            isinstance(message, EngineSaid)
            and isinstance(message.event, OpeningProgressed)
            and isinstance(self.event, OpeningProgressed)
        )
