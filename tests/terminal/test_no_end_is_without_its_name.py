"""What nobody foresaw ends altui with a sentence, a status and a whole terminal, and keeps what was
being typed."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from altui.session.events import Kind
from altui.session.session import Session
from tests.terminal.terminal import Terminal

PROGRAM = """
import sys
import threading
from altui.tui.app import AltuiApp
from altui.tui.terminal import driver

def fail(*_):
    secret = "the patient's name"
    raise ValueError("no \\x1b[31mgood")

def in_thread(*_):
    threading.Thread(target=fail).start()

{broken}

from altui.cli.main import main
main()
"""

IN_A_HANDLER = "AltuiApp.action_curve = fail"
IN_A_THREAD = "AltuiApp.action_curve = in_thread"
IN_THE_INPUT = """
right = driver.messages_of
driver.messages_of = lambda tokens: fail() if "!" in str(tokens) else right(tokens)
"""


def broken(code: str, place: Path) -> Terminal:
    arguments = ("demo", "--dwell", "0", "--session", place)
    return Terminal(*arguments, code=PROGRAM.format(broken=code))


def check_end(terminal: Terminal, status: int = 1) -> str:
    assert terminal.end() == status
    for restored in (b"\x1b[?1049l", b"\x1b[?25h"):
        assert restored in terminal.raw
    told = terminal.printed()
    assert "Traceback" not in told and "patient" not in told and "\x1b[31m" not in told
    return told


@pytest.mark.parametrize(
    ("code", "key"),
    [(IN_A_HANDLER, "v"), (IN_A_THREAD, "v"), (IN_THE_INPUT, "!")],
    ids=["a key", "a thread", "the input"],
)
def test_an_error_ends_it_with_one_sentence_and_the_terminal_restored(
    tmp_path: Path, code: str, key: str
) -> None:
    place = tmp_path / "s.altui"
    with broken(code, place) as terminal:
        terminal.wait_for("query 1")
        terminal.answer("1")
        terminal.press(key)
        told = check_end(terminal)
        assert "unexpected ValueError: no" in told
        assert told.count("ValueError") == 1
    assert [event.kind for event in Session.read(place).events].count(Kind.LABEL) == 1


def test_a_comment_that_is_being_typed_outlives_an_error(tmp_path: Path) -> None:
    place = tmp_path / "s.altui"
    with broken(IN_THE_INPUT, place) as terminal:
        terminal.wait_for("query 1")
        typing(terminal, "half a thought")
        terminal.press("!")
        assert "half a thought" not in (told := check_end(terminal))
        assert "is saved as far as typed" in told
    assert notes(place) == ["half a thought"]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_it_outlives_a_dropped_line(tmp_path: Path, number: int) -> None:
    place = tmp_path / "s.altui"
    with Terminal("demo", "--session", place) as terminal:
        terminal.wait_for("query 1")
        typing(terminal, "half a thought")
        terminal.signal(number)
        check_end(terminal, 128 + number)
    assert notes(place) == ["half a thought"]


def test_ctrl_c_ends_it_from_every_screen_and_keeps_a_comment(tmp_path: Path) -> None:
    place = tmp_path / "s.altui"
    screens = {"?": "any key", "/": "searches", "c": "comment on"}
    for number, (opener, shown) in enumerate(screens.items()):
        with Terminal("demo", "--session", place) as terminal:
            terminal.wait_for("query 1")
            terminal.press_for(opener, shown) if opener != "c" else typing(terminal, "a word")
            terminal.press("\x03")
            check_end(terminal, 0)
        assert notes(place) == ["a word"] * (number == 2)


def test_an_old_comment_that_is_only_looked_at_is_not_written_again(tmp_path: Path) -> None:
    place = tmp_path / "s.altui"
    with Terminal("demo", "--session", place) as terminal:
        terminal.wait_for("query 1")
        typing(terminal, "a word")
        terminal.press("\r")
        terminal.wait_for("comment  a word")
        terminal.press_for("c", "comment on")
        terminal.signal(signal.SIGTERM)
        check_end(terminal, 128 + signal.SIGTERM)
    assert notes(place) == ["a word"]


def test_the_screen_is_drawn_where_the_person_is_though_errors_go_to_a_file(
    tmp_path: Path,
) -> None:
    program = ("sh", "-c", f'exec {sys.executable} -m altui "$@" 2>errors.txt', "altui")
    with Terminal("demo", "--dwell", "0", folder=tmp_path, program=program) as terminal:
        terminal.wait_for("query 1")
        terminal.answer("1")
        terminal.press("q")
        assert terminal.end() == 0
    assert (tmp_path / "errors.txt").read_bytes() == b""


def typing(terminal: Terminal, text: str) -> None:
    terminal.press_for("c", "comment on")
    terminal.press(text)
    terminal.wait_for(text)
    terminal.settle()


def notes(place: Path) -> list[str | None]:
    return [each.value for each in Session.read(place).events if each.kind is Kind.NOTE]
