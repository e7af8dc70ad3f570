"""The yardstick: the plainest Textual application with two panels and a footer."""

from __future__ import annotations

import random
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Footer, Static


class Bare(App[None]):
    CSS = "Static { width: 1fr; height: 1fr; border: round $primary; }"
    BINDINGS: ClassVar[list[BindingType]] = [("1", "turn", "1"), ("q", "quit", "quit")]

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(id="left", markup=False)
            yield Static(id="right", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.action_turn()

    def action_turn(self) -> None:
        rows = [f"x{number} {random.gauss(0, 1):+.4f}" for number in range(10)]
        for panel in self.query(Static):
            if panel.id in ("left", "right"):
                panel.update("\n".join(["ready", *rows]))


if __name__ == "__main__":
    Bare().run()
