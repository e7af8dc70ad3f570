"""From the engine to the app: events are handed over in the engine's threads, and heeded in the
app's."""

from __future__ import annotations

from textual.message import Message

from altui.labeling.events import EngineEvent, OpeningProgressed


class EngineSaid(Message):
    def __init__(self, event: EngineEvent) -> None:
        super().__init__()
        self.event = event

    def can_replace(self, message: Message) -> bool:
        """Of what is being read only the last word counts."""
        return (
            isinstance(message, EngineSaid)
            and isinstance(message.event, OpeningProgressed)
            and isinstance(self.event, OpeningProgressed)
        )
