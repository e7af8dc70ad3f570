"""What a terminal sends beside keys labels nothing, opens nothing and ends nothing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from altui.session.events import Event, Kind
from altui.session.session import Session
from tests.conftest import Tell
from tests.terminal.terminal import Terminal
from tests.tui.terminal.replies import REPLIES, mutated

MESSAGES = Path(__file__).with_name("messages.csv")

FUZZED = 200_000
IN_ONE_PACKET = 200

OPENED_BY = {
    "?": ("any key goes back", "q"),
    "p": ("any key goes back", "q"),
    "m": ("the next row to ask for", "\x1b"),
    "i": ("guidelines", "1"),
    "z": ("columns to read", "q"),
    "h": ("history", "q"),
    "d": ("none of your other labels", "q"),
    "/": ("text, or column=value", "\x1b"),
    "c": ("comment on", "\x1b"),
}
"""By the key of a screen: what it shows, and a key that closes it."""

CLOSED_TWICE = ("?11", "?qq", "???", "hhh", "ppp", "zzz", "mmm", "i11", "dqq")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(MESSAGES, tmp_path / "messages.csv")
    (tmp_path / "guidelines.md").write_text("# What is what\n\nRead closely.\n")
    return tmp_path


def label(folder: Path, **more: object) -> Terminal:
    arguments = ("--classes", "billing,bug,praise", "--columns", "text=text", "--dwell", "0")
    guidelines = ("--guidelines", "guidelines.md")
    return Terminal("label", "messages.csv", *arguments, *guidelines, folder=folder, **more)  # type: ignore[arg-type]


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    with label(folder) as terminal:
        terminal.wait_for("guidelines")
        terminal.settle()
        terminal.press("\r")
        terminal.wait_for("query 1")
        terminal.settle()
        yield terminal


def done(folder: Path) -> list[Event]:
    """What the session holds of decisions."""
    session = Session.read(folder / "messages.csv.altui")
    return [each for each in session.events if each.kind not in (Kind.BEGIN, Kind.ROUND, Kind.DRAW)]


def is_alive(terminal: Terminal) -> None:
    """A bound key behind all that was sent does its work."""
    terminal.press_for("f", "flagged")
    terminal.press("f")
    terminal.wait_until_gone("flagged")


def kinds(folder: Path) -> set[Kind]:
    return {each.kind for each in done(folder)}


def test_answers_of_the_terminal_label_nothing(terminal: Terminal, folder: Path) -> None:
    for reply in REPLIES:
        terminal.send(reply)
    is_alive(terminal)
    for reply in REPLIES:
        for place in range(1, len(reply)):
            terminal.send(reply[:place])
            terminal.send(reply[place:])
    is_alive(terminal)
    assert kinds(folder) == {Kind.FLAG} and terminal.query == 1
    assert {each.name for each in folder.iterdir() if each.is_file()} == {
        "messages.csv",
        "guidelines.md",
        "messages.csv.altui",
    }


@pytest.mark.slow
def test_they_do_nothing_in_any_screen_over_it(terminal: Terminal, folder: Path) -> None:
    for opener, (shown, back) in OPENED_BY.items():
        terminal.press_for(opener, shown)
        terminal.settle()
        terminal.send(b"".join(REPLIES))
        terminal.settle(0.2)
        assert shown in terminal.text
        terminal.press(back)
        terminal.wait_until_gone(shown)
        is_alive(terminal)
    assert kinds(folder) == {Kind.FLAG}


def test_closing_keys_in_one_packet_close_one_screen(terminal: Terminal, folder: Path) -> None:
    for opener, *closers in [*CLOSED_TWICE, *(f"{each}\x1b\x1b\x1b" for each in OPENED_BY)]:
        shown = OPENED_BY[opener][0]
        terminal.press_for(opener, shown)
        terminal.settle()
        terminal.press("".join(closers))
        terminal.wait_until_gone(shown)
        is_alive(terminal)
    assert kinds(folder) == {Kind.FLAG}


@pytest.mark.parametrize("keys", ["\r1", "\r\r\r"])
def test_enter_twice_accepts_the_columns_once(folder: Path, keys: str) -> None:
    with Terminal(
        "label", "messages.csv", "--classes", "a,b", "--dwell", "0", folder=folder
    ) as terminal:
        terminal.wait_for("enter start")
        terminal.settle()
        terminal.press(keys)
        terminal.wait_for("query 1")
        is_alive(terminal)
        assert kinds(folder) == {Kind.FLAG}


def test_reports_of_kittys_keyboard_are_the_key_or_nothing(
    terminal: Terminal, folder: Path
) -> None:
    for report in (b"\x1b[49;1:3u", b"\x1b[1;1:1A", b"\x1b[57441;2u"):
        terminal.send(report)
    is_alive(terminal)
    assert kinds(folder) == {Kind.FLAG}
    terminal.send(b"\x1b[1099::115u")  # on a Russian keyboard, where the key of the letter s is
    terminal.wait_for("skipped")
    terminal.settle()
    terminal.send(b"\x1b[49::49;1:1u")
    terminal.wait_for("query 2")
    assert kinds(folder) == {Kind.FLAG, Kind.SKIP, Kind.LABEL}


def test_bytes_that_are_not_utf8_are_shown_as_such_in_a_comment(
    terminal: Terminal, folder: Path
) -> None:
    terminal.press_for("c", "comment on")
    for part in (b"caf", b"\xe9", b" now", b"\r"):
        terminal.send(part)
        terminal.settle()
    terminal.wait_for("comment  caf\ufffd now")
    assert [each.value for each in done(folder)] == ["caf\ufffd now"]


def test_what_is_typed_right_behind_enter_is_no_part_of_the_comment(
    terminal: Terminal, folder: Path
) -> None:
    terminal.press_for("c", "comment on")
    terminal.press("a word\r1")
    terminal.wait_for("comment  a word")
    is_alive(terminal)
    assert done(folder)[0].value == "a word"
    assert kinds(folder) == {Kind.NOTE, Kind.FLAG}


def test_a_paste_is_text_in_a_field_and_nothing_elsewhere(terminal: Terminal, folder: Path) -> None:
    terminal.send(b"\x1b[200~11q\r1\x1b[201~")
    is_alive(terminal)
    terminal.press_for("c", "comment on")
    terminal.send(b"\x1b[200~two words 1\x1b[201~")
    terminal.wait_for("two words 1")
    terminal.press("\r")
    terminal.wait_for("comment  two words 1")
    assert kinds(folder) == {Kind.NOTE, Kind.FLAG}


def test_letters_of_another_alphabet_are_named_once(terminal: Terminal, folder: Path) -> None:
    terminal.press("\u0444")
    terminal.wait_for("altui needs the Latin keyboard layout")
    terminal.press("f")
    terminal.wait_for("flagged")
    terminal.send("\uff11".encode())  # full width
    terminal.wait_for("query 2")
    assert "Latin" not in terminal.text
    terminal.press("\u0444")
    is_alive(terminal)
    assert "Latin" not in terminal.text
    assert kinds(folder) == {Kind.FLAG, Kind.LABEL}


def fuzz(terminal: Terminal, count: int, seed: int, *, is_alive_after: bool = True) -> int:
    chance = random.Random(seed)
    sent = 0
    while sent < count:
        packet = b"".join(mutated(chance.choice(REPLIES), chance) for _ in range(IN_ONE_PACKET))
        for place in range(0, len(packet), 1000):
            terminal.send(packet[place : place + 1000])
        sent += IN_ONE_PACKET
        if is_alive_after:
            is_alive(terminal)
        else:
            terminal.settle(0.01)
    return sent


def test_fuzzed_answers_reach_the_program_and_do_nothing(terminal: Terminal, folder: Path) -> None:
    fuzz(terminal, 2_000, seed=3)
    assert kinds(folder) == {Kind.FLAG} and terminal.query == 1


@pytest.mark.slow
@pytest.mark.timeout(1_200)
def test_many_fuzzed_answers_do_nothing_on_the_row_and_in_every_screen(
    terminal: Terminal, folder: Path, tell: Tell
) -> None:
    share = FUZZED // (len(OPENED_BY) + 1)
    count = fuzz(terminal, share, seed=4)
    for number, (opener, (shown, back)) in enumerate(OPENED_BY.items(), 5):
        terminal.press_for(opener, shown)
        terminal.settle()
        count += fuzz(terminal, share, seed=number, is_alive_after=False)
        terminal.settle(0.2)
        assert shown in terminal.text
        terminal.press(back)
        terminal.wait_until_gone(shown)
        is_alive(terminal)
    assert kinds(folder) == {Kind.FLAG} and terminal.query == 1
    tell(f"{count:,} strings to the program: 0 ends, 0 decisions that no key asked for")
