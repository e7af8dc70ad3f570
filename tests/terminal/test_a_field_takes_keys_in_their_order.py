"""What is typed fast, or comes all at once over a slow line, is what stands in the field."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from altui.session.events import Kind
from altui.session.session import Session
from tests.terminal.terminal import Terminal
from tests.terminal.test_only_a_key_is_an_answer import MESSAGES, label

TYPED = {
    "abX\x7f": "ab",
    "abX\x7fc": "abc",
    "wrong\x15right": "right",
    "foo bar\x17baz": "foo baz",
    "teh\x7f\x7fhe price": "the price",
    "bc\x1b[D\x1b[Da": "abc",
    "abc\x1b[D\x1b[DX\x1b[FY\x1b[HZ": "ZaXbcY",
    "\x1b[200~two\rlines\x1b[201~": "two lines",
}
"""What stands in the field after these bytes in one packet."""


def comments(place: Path) -> list[str | None]:
    return [each.value for each in Session.read(place).events if each.kind is Kind.NOTE]


def test_in_a_comment(tmp_path: Path) -> None:
    place = tmp_path / "s.altui"
    with Terminal("demo", "--dwell", "0", "--session", place) as terminal:
        terminal.wait_for("query 1")
        for number, (sent, text) in enumerate(TYPED.items()):
            terminal.press_for("c", "comment on")
            terminal.press(f"\x15{sent}\r")
            terminal.wait_until_gone("comment on")
            terminal.wait_for(f"comment  {text}")
            assert len(comments(place)) == number + 1
    assert comments(place) == list(TYPED.values())


def test_in_the_search_once_and_again(tmp_path: Path) -> None:
    (tmp_path / "messages.csv").write_bytes(MESSAGES.read_bytes())
    (tmp_path / "guidelines.md").write_text("")
    with label(tmp_path) as terminal:
        terminal.wait_for("query 1")
        terminal.press("/updatX\x7fe\r")
        terminal.wait_for("search: update ")
        terminal.wait_for("hit 1 of ")
        assert "updatX" not in terminal.text
        terminal.press("/\x15invoice\r")
        terminal.wait_for("text: Your update invoice")


def test_in_the_names_of_the_classes(tmp_path: Path) -> None:
    (tmp_path / "messages.csv").write_bytes(MESSAGES.read_bytes())
    with Terminal("label", "messages.csv", folder=tmp_path) as terminal:
        terminal.wait_for("press e")
        terminal.settle()
        terminal.press("eyes,noo\x7f\r")
        terminal.wait_for("enter starts")
        terminal.press("\r")
        terminal.wait_for("query 1")
        assert "yes" in terminal.text and "1 no " in terminal.text
        assert "noo" not in terminal.text


WITHOUT_ROOM_FROM_A_SIGNAL_ON = """
import resource, signal

def allow_no_more(*_):
    resource.setrlimit(resource.RLIMIT_FSIZE, (1500, resource.RLIM_INFINITY))

signal.signal(signal.SIGUSR1, allow_no_more)
from altui.cli.main import main
main()
"""


@pytest.mark.parametrize("ending", ["\x03", "\r\x03", "\rq"])
def test_what_could_not_be_saved_at_the_end_is_said(tmp_path: Path, ending: str) -> None:
    place = tmp_path / "s.altui"
    words = ("demo", "--dwell", "0", "--session", place)
    with Terminal(*words, code=WITHOUT_ROOM_FROM_A_SIGNAL_ON) as terminal:
        terminal.wait_for("query 1")
        terminal.press_for("c", "comment on")
        terminal.press("precious")
        terminal.wait_for("precious")
        terminal.signal(signal.SIGUSR1)
        terminal.settle()
        terminal.press(ending)
        if ending == "\rq":
            terminal.wait_for("NOT SAVED")
            terminal.press("q")
        assert terminal.end() == 1
        assert "not saved: note precious" in terminal.printed()
        assert "is saved" not in terminal.printed()
    assert comments(place) == []
