"""A person examines the model of a session, leaves, comes back, and gets a statement."""

from __future__ import annotations

from pathlib import Path

from tests.cli.sessions import label, write_clouds
from tests.terminal.terminal import Terminal


def test_the_certificate_is_asked_for_blind_resumed_and_printed(tmp_path: Path) -> None:
    session = label(write_clouds(tmp_path / "clouds.csv", 400), range(40))
    words = ("certify", session.name, "--target", "0.5", "--dwell", "0")
    with Terminal(*words, folder=tmp_path) as terminal:
        terminal.wait_for("query 1")
        assert "0/0 right" in terminal.wait_for("blind: hidden until you answer")
        for _ in range(5):
            answer(terminal)
        terminal.press("q")
        assert terminal.end() == 0
        assert "may be right on more or on less than 50 %" in terminal.printed()
    with Terminal(*words, folder=tmp_path) as terminal:
        terminal.wait_for("query 6")
        while "the certificate is complete" not in terminal.text:
            answer(terminal)
        terminal.settle()
        assert "reaches its target" in terminal.text
        terminal.press("q")
        assert terminal.end() == 0
        assert "is right on at least 50 % of the 360 rows" in terminal.printed()


def answer(terminal: Terminal) -> None:
    """The true class, which the row's number tells."""
    assert terminal.row_id is not None
    before = terminal.row_id
    terminal.press(str(int(terminal.row_id[1:]) % 2))
    terminal._read_until(lambda: terminal.row_id != before, "what follows", 30)
    terminal.settle()


def test_nobody_chooses_among_the_rows_nor_is_led_by_the_model(tmp_path: Path) -> None:
    session = label(write_clouds(tmp_path / "clouds.csv", 400), range(40))
    words = ("certify", session.name, "--target", "0.5", "--dwell", "0")
    with Terminal(*words, folder=tmp_path) as terminal:
        terminal.wait_for("query 1")
        terminal.settle()
        terminal.press_for("/", "in the order they were drawn")
        answer(terminal)
        assert "random check" in terminal.text
        terminal.press_for("d", "in the order they were drawn")
        terminal.press_for("h", "history")
        terminal.wait_for("▸ ")
        assert "model agreed" not in terminal.text and "model said" not in terminal.text
