"""Every door of the real program, its raw bytes read by a terminal that allows only altui's own.

Data that are asked for as data (`export -o` to a file or a pipe) are raw by design.
"""

from __future__ import annotations

import json
from pathlib import Path

from altui.display.text import one_line
from altui.tui.columns import quoted
from tests.display.hostile import OWN
from tests.terminal.strict import StrictTerminal

EVIL = "\x1b]0;owned\x07\x9b2J\u202e[red]"
TYPED = "\u202e\x9b2J\u200b\u3164\ufe00x\U000e0041 [red][/] 東京 y"
NAMES = (f"price{EVIL}", f"colour{EVIL}\r\n\t", "\u2028shape\x1b[2J")
CLASSES = (f"good{EVIL}", f"bad{EVIL}\n!")


def write_rows(path: Path, texts: tuple[str, ...]) -> Path:
    """JSON Lines, which can spell any string: an id, a text, and columns of evil names."""
    with path.open("w") as file:
        for number, text in enumerate(texts):
            row = {"id": f"r{number}", "text": text} | dict.fromkeys(NAMES, EVIL + str(number))
            file.write(json.dumps(row) + "\n")
    return path


def label(path: Path, *words: str, columns: int = 120, rows: int = 40) -> StrictTerminal:
    arguments = ("label", path.name, "--text", "text", "--id", "id", "--dwell", "0", *words)
    return StrictTerminal(*arguments, folder=path.parent, columns=columns, rows=rows)


def shown_sample(terminal: StrictTerminal) -> str:
    number = terminal.sample
    assert number is not None, terminal.text
    return number


def test_every_screen_shows_hostile_text_and_sends_none_of_it(tmp_path: Path) -> None:
    path = write_rows(tmp_path / f"data{EVIL}.jsonl", OWN)
    session = f"work{EVIL}\n.altui"
    words = ("--classes", quoted(CLASSES), "--annotator", EVIL, "--session", session)
    with label(path, *words, "--budget", "4") as terminal:
        text = terminal.wait_for("columns of data")
        assert one_line(path.name) in text and one_line(NAMES[0], 28) in text
        terminal.press("jjj\r")
        terminal.wait_for("query 1")
        terminal.settle()
        terminal.press_for("?", "any key goes back")
        assert one_line(f"label: {CLASSES[0]}", 27) in terminal.text
        terminal.press("1")
        terminal.wait_until_gone("any key goes back")
        terminal.press_for("c", "comment on")
        terminal.press(f"\x1b[200~note {TYPED}\x1b[201~")
        terminal.wait_for(f"note {one_line(TYPED)}")
        terminal.press("\r")
        terminal.wait_until_gone("comment on")
        terminal.wait_for(f"comment  note {one_line(TYPED)}")
        terminal.press("f")
        terminal.answer("0")
        terminal.answer("1")
        terminal.resize(60, 20)
        terminal.wait_for("query 3")
        terminal.settle()
        terminal.press_for("9", "no class has the key 9")
        terminal.press_for("v", "labeled samples")
        terminal.press("v")
        terminal.press_for("e", "exported to")
        terminal.answer("1")
        terminal.answer("0")
        terminal.wait_for("the budget is spent")
        terminal.settle()
        terminal.press("q")
        assert terminal.end() == 0
        assert one_line(session) in terminal.strict.console
        assert one_line(CLASSES[0]) in terminal.strict.console
