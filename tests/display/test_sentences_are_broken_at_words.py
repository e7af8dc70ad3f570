"""On a terminal no sentence is cut within a word; what is copied from there stays whole."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from altui.display import console
from altui.display.text import COMMAND, break_at_words, clip, displayable
from altui.errors import AltuiError

TEXTS = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), max_size=30)


class OnTerminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> OnTerminal:
    """The terminal, of 40 columns, that both streams go to."""
    terminal = OnTerminal()
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setattr("sys.stderr", terminal)
    return terminal


@given(TEXTS, st.integers(10, 90))
def test_nothing_is_lost_and_no_word_is_broken(words: list[str], width: int) -> None:
    line = displayable(" ".join(words)).replace("\n", " ")
    lines = break_at_words(line, width)
    assert " ".join(lines).split() == line.split()
    is_whole = max(map(cell_len, line.split(" "))) > width or line.lstrip().startswith(COMMAND)
    assert is_whole or all(cell_len(each) <= width for each in lines)


@given(TEXTS, st.integers(3, 90))
def test_what_is_cut_ends_behind_a_word_where_one_fits(words: list[str], width: int) -> None:
    told = clip(" ".join(words), width)
    assert cell_len(told) <= width
    if told.endswith(" …") and cell_len(displayable(words[0])) <= width - 2:
        assert displayable(" ".join(words)).replace("\n", "⏎").startswith(told.removesuffix(" …"))


def test_an_error_is_told_in_whole_words(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = on_terminal(monkeypatch)
    hint = "Save the data to a file first.\n  altui label 'a name of many words that is long.csv'"
    console.complain(AltuiError("there is no terminal to answer from at all", hint=hint))
    told = re.sub(r"\x1b\[\d*m", "", narrow.getvalue())
    assert told.split("\n") == [
        "altui: there is no terminal to answer",
        "from at all",
        "Save the data to a file first.",
        "  altui label 'a name of many words that is long.csv'",
        "",
    ]


def test_a_long_value_goes_on_below_where_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = on_terminal(monkeypatch)
    path = "/a/path/of/many/folders/that/is/far/too/long/for/it.altui"
    rows = [("hint", "continue: predictions have not stopped"), ("session", path)]
    console.put_rows(rows, whole=["session"])
    assert narrow.getvalue().split("\n") == [
        "hint     continue: predictions have not",
        "         stopped",
        f"session  {path}",
        "",
    ]


def test_what_is_piped_stays_on_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    console.put_rows([("hint", "so many words that they are wider than forty columns")], whole=[])
    assert capsys.readouterr().out.count("\n") == 1
