"""The cursor of every list on the screen: it stays in the list, and the part shown holds it."""

from __future__ import annotations

from dataclasses import dataclass

from altui.tui.bindings import count_lines

ENDS = ("home", "end")


@dataclass
class Cursor:
    """`at` is the place of the cursor in the list, `top` the first place that is shown."""

    at: int = 0
    top: int = 0

    def reset(self) -> None:
        self.at = self.top = 0

    def go_to(self, place: int, count: int) -> None:
        """Stand on this place, or on the nearest one in a list of `count`."""
        self.at = max(0, min(place, count - 1))

    def follow(self, move: str, page: int, count: int) -> bool:
        """Move as a key action says, or the key `home` or `end`; False for what does not move."""
        if move in ENDS:
            self.go_to(0 if move == "home" else count - 1, count)
        elif by := count_lines(move, page):
            self.go_to(self.at + by, count)
        else:
            return False
        return True

    def show_in(self, room: int, count: int) -> range:
        """The places to show in so many lines; scrolls no further than the cursor needs."""
        last_top = max(count - room, 0)
        self.top = max(min(self.top, self.at, last_top), self.at - room + 1)
        return range(self.top, min(self.top + room, count))

    def mark(self, place: int) -> str:
        return "▸ " if place == self.at else "  "
