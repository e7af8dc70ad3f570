"""The demo as a person meets it, in a real terminal."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.terminal.terminal import PATIENCE, Terminal

SIZES = [(120, 40), (100, 30), (80, 24), (60, 20)]


def demo(*arguments: str, columns: int = 100, rows: int = 30, **more: object) -> Terminal:
    return Terminal("demo", "--dwell", "0", *arguments, columns=columns, rows=rows, **more)  # type: ignore[arg-type]


AT_ONCE = """
from altui.cli.main import main
from altui.tui import app
app.AUTO_PAUSE = 0.01
main()
"""
"""As fast as it can, with a pause in which nobody could read."""


def test_revealing_by_itself_it_reaches_0_91_as_the_tutorial_does() -> None:
    with demo("--auto", "--queries", "20", code=AT_ONCE) as terminal:
        terminal.wait_for("0.9100 (91/100")
        assert terminal.end() == 0
        printed = terminal.printed()
    assert "accuracy before  0.8800 (88/100, 80 to 93 %, test)" in printed
    assert "accuracy after   0.9100 (91/100, 84 to 95 %, test)" in printed
    assert "20 of 20 given, 110 in all" in printed


def test_a_key_labels_retrains_and_brings_the_next_row() -> None:
    with demo() as terminal:
        first = terminal.wait_for("query 1 of 20")
        assert "uncertainty 0.4993" in first and "0.8800 (88/100" in first
        terminal.answer("0")
        assert "uncertainty 0.4866" in terminal.text and "0.8700 (87/100" in terminal.text
        terminal.answer("1")
        assert "uncertainty 0.4957" in terminal.text and "0.8900 (89/100" in terminal.text
        terminal.press("q")
        assert terminal.end() == 0
        assert "2 of 20 given" in terminal.printed()


def test_undo_brings_back_the_same_row_with_the_same_confidence_and_redo_goes_on() -> None:
    with demo() as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.settle()
        screens = [shown_state(terminal)]
        for key in "010r":
            terminal.answer(key)
            screens.append(shown_state(terminal))
        for number in (4, 3, 2, 1):
            terminal.press_for("u", f"query {number} of 20")
            terminal.settle()
            assert shown_state(terminal) == screens[number - 1]
        for number in (2, 3, 4, 5):
            terminal.press_for("U", f"query {number} of 20")
            terminal.settle()
            assert shown_state(terminal) == screens[number - 1]


def shown_state(terminal: Terminal) -> tuple[str | None, str, str]:
    """The row, its uncertainty and the accuracy, as they stand on the screen."""
    uncertainty = re.search(r"uncertainty ([\d.]+)", terminal.text)
    accuracy = re.search(r"accuracy ─+ ([\d.]+)", terminal.text)
    assert uncertainty and accuracy, terminal.text
    return terminal.row_id, uncertainty[1], accuracy[1]


def test_when_the_budget_is_spent_one_can_go_on_export_or_quit(tmp_path: Path) -> None:
    with demo("--queries", "2", folder=tmp_path) as terminal:
        terminal.wait_for("query 1 of 2")
        terminal.answer("r")
        terminal.press("r")
        terminal.wait_for("the budget is spent")
        assert "accuracy before" in terminal.text and "2 labels given, as planned" in terminal.text
        terminal.press("e")
        terminal.wait_for("exported to demo.labels.csv")
        terminal.press_for("g", "query 3 of 22")
        terminal.answer("r")
        terminal.press("q")
        assert terminal.end() == 0
    lines = (tmp_path / "demo.labels.csv").read_text().splitlines()
    assert len(lines) == 1001
    assert [p.name for p in tmp_path.iterdir()] == ["demo.labels.csv"]


def test_a_reveals_by_itself_until_a_key_is_pressed() -> None:
    with demo("--queries", "900") as terminal:
        terminal.wait_for("query 1 of 900")
        terminal.press("a")
        terminal._read_until(lambda: (terminal.query or 0) >= 4, "the fourth query", PATIENCE)
        terminal.press("0")
        terminal.wait_for("automatic reveal stopped")
        terminal.settle(0.5)
        stopped_at = terminal.query
        terminal.settle(0.5)
        assert terminal.query == stopped_at


def test_six_presses_in_one_packet_label_one_row() -> None:
    with Terminal("demo") as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.settle(0.4)
        terminal.press("111111")
        terminal.wait_for("query 2 of 20")
        terminal.settle(0.5)
        assert terminal.query == 2


def test_digits_are_text_while_a_comment_is_written() -> None:
    with demo() as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.press("c")
        terminal.press("0 or 1? q")
        terminal.wait_for("0 or 1? q")
        terminal.press("\r")
        terminal.wait_for("comment  0 or 1? q")
        assert terminal.query == 1
        terminal.answer("0")


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_every_size_shows_the_row_the_confidence_and_the_keys(columns: int, rows: int) -> None:
    with demo(columns=columns, rows=rows) as terminal:
        text = terminal.wait_for("query 1 of 20")
        terminal.settle()
        text = terminal.text
        assert "pressure" in text and "0.5007" in text and "q quit" in text
        assert ("●" in text and "labeled rows" in text) == (columns >= 80)
        if columns < 100:
            terminal.press("v")
            terminal.wait_until_gone("pressure")
            assert "●" in terminal.wait_for("labeled rows")
            terminal.press_for("v", "pressure")
        terminal.answer("1")


def test_help_names_every_key_and_any_key_goes_back() -> None:
    with demo() as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.press_for("?", "any key goes back")
        for word in ("undo", "skip", "ignore", "unsure", "flag", "comment", "quit"):
            assert word in terminal.text
        terminal.press("1")
        terminal.wait_until_gone("any key goes back")
        terminal.settle()
        assert terminal.query == 1


def test_a_resized_window_is_drawn_anew() -> None:
    with demo() as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.resize(80, 24)
        terminal.wait_for("the least sure of 810 (least-confidence)")
        terminal.resize(120, 40)
        terminal.wait_for("labeled rows")
        terminal.wait_for("query 1 of 20")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_dropped_line_ends_it_and_restores_the_terminal(number: int) -> None:
    with demo() as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.answer("0")
        terminal.signal(number)
        assert terminal.ends_within(1.0)
        assert terminal.end() == 128 + number
        assert b"\x1b[?1049l" in terminal.raw and b"\x1b[?25h" in terminal.raw


def test_without_colours_it_shows_the_same() -> None:
    with demo(environment={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.settle()
        assert not re.search(rb"\x1b\[[0-9;]*(3[0-7]|38;)[0-9;]*m", bytes(terminal.raw))
        terminal.answer("1")


def test_without_colours_one_sees_where_one_types() -> None:
    with demo(environment={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.press_for("c", "comment on")
        terminal.press("abc\x1b[D")  # left
        terminal.wait_for("abc")
        terminal.settle()
        line = next(y for y, text in enumerate(terminal.screen.display) if text.startswith("abc"))
        reversed_ = [x for x in range(80) if terminal.screen.buffer[line][x].reverse]
        assert reversed_ == [2]


def test_quitting_does_not_wait_for_a_fit(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(
        "import time\n"
        "from sklearn.linear_model import LogisticRegression\n"
        "class Slow(LogisticRegression):\n"
        "    def fit(self, X, y):\n"
        "        if len(y) > 90: time.sleep(1000)\n"
        "        return super().fit(X, y)\n"
    )
    with demo("--model", "slow:Slow", folder=tmp_path) as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.press("0")
        terminal.wait_for("training")
        terminal.press("q")
        assert terminal.ends_within(2.0)
        assert terminal.end() == 0
        assert "1 of 20 given" in terminal.printed()


@pytest.mark.parametrize("theme", ["terminal", "dark", "light"])
def test_a_kept_session_goes_on_where_it_was(tmp_path: Path, theme: str) -> None:
    arguments = ("--session", "mine.altui", "--theme", theme)
    with demo(*arguments, folder=tmp_path) as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.answer("0")
        terminal.answer("1")
        state = shown_state(terminal)
        terminal.kill()
    with demo(*arguments, folder=tmp_path) as terminal:
        terminal.wait_for("query 3 of 20")
        terminal.settle()
        assert shown_state(terminal) == state


@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24)])
def test_a_guide_for_the_first_keys_goes_by_itself(columns: int, rows: int) -> None:
    with demo(columns=columns, rows=rows) as terminal:
        terminal.wait_for("query 1")
        terminal.settle()
        for _ in range(3):
            assert "0 or 1: your guess" in terminal.text
            terminal.answer("0")
        sent = len(terminal.raw)
        assert "your guess" not in terminal.text
        terminal.answer("0")
        assert b"guess" not in terminal.raw[sent:]
        terminal.press("q")
        terminal.end()


def test_who_only_watches_needs_no_guide() -> None:
    with demo("--auto", "--queries", "2") as terminal:
        assert terminal.end() == 0
        assert b"guess" not in terminal.raw
