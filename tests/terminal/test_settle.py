"""The open rows of a team file settled by the real program, on the screen and line by line."""

from __future__ import annotations

import random
import re
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from altui.display.text import one_line
from altui.session.events import Kind
from altui.session.team.merging import merge
from altui.session.team.reading import read_team
from tests.conftest import Tell
from tests.display.hostile import unfit
from tests.settling import (
    OPEN,
    ada_and_bob,
    person,
    renamed,
    said,
    write_texts,
)
from tests.terminal.program import run
from tests.terminal.strict import StrictTerminal
from tests.terminal.terminal import Terminal

SIZES = [(60, 20), (80, 24), (120, 40)]
EVIL = "\x1b]0;owned\x07\x9b2J\u202e[red]"


def settle(team: Path, *words: str, size: tuple[int, int] = (80, 24)) -> Terminal:
    arguments = ("settle", team.name, "--as", "kim", "--dwell", "0", *words)
    return Terminal(*arguments, folder=team.parent, columns=size[0], rows=size[1])


def typed(team: Path, *lines: str, words: Sequence[str] = ()) -> str:
    text = "".join(f"{line}\n" for line in lines)
    arguments = ("settle", team.name, "--as", "kim", "--plain", *words)
    done = run(*arguments, folder=team.parent, text=text)
    assert done.returncode == 0, done.stderr
    return f"{done.stdout}{done.stderr}"


def on_row(terminal: Terminal, row: str) -> None:
    """Until the row is asked for, and a key counts for it."""
    terminal.wait_for(f"row {row} ")
    terminal.wait_for("not alike")
    terminal.settle()


def held(team: Path) -> dict[str, str]:
    read = read_team(team)
    return {row: read.held(read.rows[row]) for row in OPEN}


@pytest.mark.parametrize("size", SIZES)
def test_each_row_is_asked_blind_and_then_told(tmp_path: Path, size: tuple[int, int]) -> None:
    team = ada_and_bob(tmp_path)
    with settle(team, size=size) as terminal:
        on_row(terminal, "r0")
        assert "1 of 3" in terminal.text and "mail number 0" in terminal.text
        assert "0 ham  1 spam" in terminal.text and "q quit" in terminal.text
        shown = terminal.press_for("1", "spam is saved")
        assert re.search(r"you +spam\nada +ham +looks real to me\nbob +spam\n", shown)
        assert said(team, "kim") == [(Kind.SETTLE, "r0", "spam")]
        terminal.press("\r")
        on_row(terminal, "r2")
        terminal.press_for("0", "ham is saved")
        terminal.press("1")
        on_row(terminal, "r3")
        terminal.press("s")
        on_row(terminal, "r3")
        help_ = terminal.press_for("?", "any key goes back")
        assert "take back your last row" in help_ and "…" not in help_.split("any key")[0]
        terminal.press("x")
        terminal.wait_until_gone("any key goes back")
        terminal.settle()
        terminal.press_for("0", "ham is saved")
        terminal.press_for("\r", "3 rows settled. No row is open.")
        terminal.press("q")
        assert terminal.end() == 0
        printed = terminal.printed()
    assert "settled    3 rows" in printed and "open       0 rows" in printed
    assert "altui agreement team.altui" in printed
    assert "altui export team.altui -o labels.csv" in printed and "--as kim" not in printed
    assert held(team) == {"r0": "spam", "r2": "spam", "r3": "ham"}


def test_undo_and_quit_at_any_time_and_the_same_command_goes_on(tmp_path: Path) -> None:
    team = ada_and_bob(tmp_path)
    with settle(team) as terminal:
        on_row(terminal, "r0")
        terminal.press_for("u", "you have settled nothing to take back")
        terminal.screen.reset()
        terminal.press("\x0c")
        on_row(terminal, "r0")
        terminal.press_for("0", "ham is saved")
        terminal.press("\r")
        on_row(terminal, "r2")
        terminal.press("u")
        on_row(terminal, "r0")
        assert "taken back" in terminal.text and "1 of 3" in terminal.text
        assert held(team)["r0"] == ""
        terminal.press("U")
        on_row(terminal, "r2")
        terminal.press_for("1", "spam is saved")
        terminal.press("q")
        assert terminal.end() == 0
        assert "altui settle team.altui --as kim" in terminal.printed()
    with settle(team) as terminal:
        on_row(terminal, "r3")
        assert "1 of 1" in terminal.text
        terminal.press("\x1b[A\x1b\x1b")  # two at once: none of them waits for more
        terminal.settle()
        on_row(terminal, "r3")
        terminal.press("u")
        on_row(terminal, "r2")
        terminal.press("\x03")
        assert terminal.end() == 0
    assert held(team) == {"r0": "ham", "r2": "", "r3": ""}


def differing(folder: Path, first: str, second: str, note: str) -> Path:
    """Two people who give one row these classes, of six that there are."""
    folder.mkdir()
    file = write_texts(folder)
    classes = ("ant", "bee", "cow", "dog", "elk", "fox")
    one = person("quentin", file, {0: first}, classes=classes, notes={0: note})
    other = person("rosalind", file, {0: second}, classes=classes)
    return merge([one, other], folder / "team.altui").team.path


@pytest.mark.parametrize("size", SIZES)
def test_nothing_of_the_others_is_sent_before_the_own_answer(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    hidden = (b"quentin", b"rosalind", b"elk", b"bee", b"fox", b"horns")
    sent = []
    for number, answers in enumerate([("elk", "bee", "it has horns"), ("fox", "elk", "")]):
        with settle(differing(tmp_path / str(number), *answers), size=size) as terminal:
            on_row(terminal, "r0")
            terminal.press_for("?", "any key goes back")
            terminal.press("x")
            terminal.wait_until_gone("any key goes back")
            terminal.settle()
            sent.append(terminal.text)
            raw = bytes(terminal.raw)
            assert not [each for each in hidden if each in raw]
            terminal.press_for("3", "dog is saved")
            assert "quentin" in terminal.text and answers[0] in terminal.text
            terminal.press("q")
            terminal.end()
    assert sent[0] == sent[1], "the screen is the same whoever said what"


def test_nothing_of_the_others_is_printed_before_the_own_answer(tmp_path: Path) -> None:
    texts = [
        typed(differing(tmp_path / str(number), *answers), "help", "show", "3", "q")
        for number, answers in enumerate([("elk", "bee", "it has horns"), ("fox", "elk", "")])
    ]
    before = [text.partition("saved: dog")[0] for text in texts]
    assert before[0] == before[1] and "quentin" not in before[0]
    assert "quentin says elk\nnote of quentin: it has horns\nrosalind says bee" in texts[0]


def test_line_by_line_it_is_the_same(tmp_path: Path) -> None:
    team = ada_and_bob(tmp_path)
    told = typed(team, "", "spam", "", "0", "spam", "skip", "undo", "x", "ham", "ham")
    assert "an empty line is no answer here; 0 ham, 1 spam" in told
    assert "'x' is no answer here" in told
    assert "you say spam\nada says ham\nnote of ada: looks real to me\nbob says spam" in told
    assert "saved: taken back" in told
    assert held(team) == {"r0": "spam", "r2": "ham", "r3": ""}
    again = typed(team, "1", "skip", "classes", "1", "1")
    assert "row r3, 1 of 1" in again and "1 row settled. No row is open." in again
    assert held(team)["r3"] == "spam"


def test_a_long_row_is_paged_and_many_classes_are_named(tmp_path: Path) -> None:
    file = write_texts(tmp_path, [" ".join(f"word{n}" for n in range(600))])
    classes = [f"kind {n}" for n in range(12)]
    one = person("ada", file, {0: classes[0]}, classes=classes)
    other = person("bob", file, {0: classes[1]}, classes=classes)
    team = merge([one, other], tmp_path / "team.altui").team.path
    with settle(team) as terminal:
        on_row(terminal, "r0")
        assert "word0" in terminal.text and "next page" in terminal.text
        for _ in range(6):
            terminal.press(" ")
            terminal.settle()
        terminal.wait_for("word599")
        terminal.press("'kind 11")
        terminal.press_for("\r", "kind 11 is saved")
        assert "you  kind 11" in terminal.text
        terminal.press("q")
        terminal.end()
    assert said(team, "kim") == [(Kind.SETTLE, "r0", "kind 11")]


def test_a_held_key_answers_one_row_blind_and_settles_no_other(tmp_path: Path) -> None:
    team = ada_and_bob(tmp_path)
    with settle(team, "--dwell", "0.2") as terminal:
        on_row(terminal, "r0")
        terminal.settle(0.3)
        terminal.press("1" * 6)
        terminal.wait_for("spam is saved")
        terminal.settle()
        assert "spam is saved" in terminal.text
    assert said(team, "kim") == [(Kind.SETTLE, "r0", "spam")]


def test_a_hostile_colleague_does_nothing(tmp_path: Path) -> None:
    file = write_texts(tmp_path, [f"text {EVIL.replace(chr(7), '')}"])
    classes = (f"good{EVIL}", f"bad{EVIL}\n!")
    places = {
        f"eve{EVIL}": person("a", file, {0: classes[0]}, classes=classes, notes={0: f"n{EVIL}\nx"}),
        "bob\x1b[2J[/]": person("b", file, {0: classes[1]}, classes=classes),
    }
    for size in SIZES:
        team = renamed(places, tmp_path / f"team{size[0]}{EVIL}.altui")
        arguments = ("settle", team.name, "--as", "kim", "--dwell", "0")
        with StrictTerminal(*arguments, folder=tmp_path, columns=size[0], rows=size[1]) as terminal:
            on_row(terminal, "r0")
            terminal.press_for("0", "is saved")
            assert one_line(f"eve{EVIL}", 24).rstrip("…") in terminal.text
            terminal.press("?")
            terminal.wait_for("any key goes back")
            terminal.press("x")
            terminal.wait_until_gone("any key goes back")
            terminal.press_for("\r", "No row is open")
            terminal.press("q")
            assert terminal.end() == 0
        assert [value for _, _, value in said(team, "kim")] == [classes[0]]
    plain = renamed(places, tmp_path / "plain.altui")
    told = typed(plain, "0", "classes", "help", "", "undo", "q")
    assert not unfit(told) and one_line(f"eve{EVIL}") in told and "note of eve" in told


@pytest.mark.parametrize("times", [6, pytest.param(50, marks=pytest.mark.slow)])
def test_a_kill_loses_nothing_that_the_screen_had_said(
    tmp_path: Path, tell: Tell, times: int
) -> None:
    file = write_texts(tmp_path)
    rows = range(12)
    one = person("ada", file, dict.fromkeys(rows, "ham"))
    other = person("bob", file, dict.fromkeys(rows, "spam"))
    team = merge([one, other], tmp_path / "team.altui").team.path
    chance, seen = random.Random(times), 0
    for _ in range(times):
        before = said(team, "kim")
        with settle(team) as terminal:
            terminal.wait_for("not alike" if read_team(team).open else "No row is open")
            expected = [*before]
            for _ in range(chance.randint(1, 4)):
                terminal.settle()
                if "is saved" in terminal.text:
                    terminal.press("\r")
                    terminal.wait_until_gone("is saved")
                elif "not alike" in terminal.text and terminal.row_id:
                    row, key = terminal.row_id, chance.choice("01")
                    name = ("ham", "spam")[int(key)]
                    terminal.press_for(key, f"{name} is saved")
                    expected.append((Kind.SETTLE, row, name))
                else:
                    terminal.press("u")
                    terminal.wait_for("not alike")
                    # A class that was changed before a kill is taken back in two events.
                    row, told = terminal.row_id, said(team, "kim")
                    taken = told[len(expected) :]
                    assert 1 <= len(taken) <= 2 and {*taken} == {(Kind.UNDO, row, None)}
                    expected += taken
            if chance.random() < 0.5:
                terminal.press(chance.choice("01u"))  # what was not acknowledged may be there
            terminal.kill()
        after = said(team, "kim")
        assert after[: len(expected)] == expected
        assert len(after) <= len(expected) + 2
        seen += len(expected) - len(before)
    assert seen >= times
    tell(f"{times} kills: {seen} answers and undos on the screen, 0 lost")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_dropped_line_ends_it_with_all_saved(tmp_path: Path, number: int) -> None:
    team = ada_and_bob(tmp_path)
    with settle(team) as terminal:
        on_row(terminal, "r0")
        terminal.press_for("1", "spam is saved")
        terminal.signal(number)
        assert terminal.end() == 128 + number
    assert said(team, "kim") == [(Kind.SETTLE, "r0", "spam")]


def test_what_cannot_be_settled_is_said(tmp_path: Path) -> None:
    team = ada_and_bob(tmp_path)
    session = tmp_path / "mails.csv.ada.altui"
    for words, why in {
        ("settle", team.name): "--as",
        ("settle", session.name, "--as", "kim"): "not a file of several people",
        ("settle", team.name, "--as", "a/b"): "a/b",
        ("settle", "none.altui", "--as", "kim"): "none.altui",
    }.items():
        done = run(*words, "--plain", folder=tmp_path)
        assert done.returncode == 2 and why in done.stderr, done.stderr
        assert "Traceback" not in done.stderr
