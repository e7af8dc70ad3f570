from __future__ import annotations

import io
import json
import warnings

import pytest

from altui.display import console
from altui.display.library_warnings import print_warnings
from altui.display.text import displayable, one_line
from altui.errors import InputError
from tests.display.hostile import unfit
from tests.display.terminals import pretend_terminals

EVIL = "\x1b]0;owned\x07\x9b2J\u202e[bold]x[/bold] \ud800 :smile:"


def test_data_goes_to_stdout_and_narration_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    console.put("data")
    console.say("reading")
    assert capsys.readouterr() == ("data\n", "reading\n")


def test_no_door_lets_foreign_text_through(capsys: pytest.CaptureFixture[str]) -> None:
    console.put(EVIL)
    console.say(EVIL)
    console.put_table(EVIL, [EVIL, "b"], [[EVIL, "two\nlines"]])
    console.complain(InputError(EVIL, where=EVIL, hint=EVIL))
    shown = capsys.readouterr()
    for text in shown:
        assert not unfit(text)
        assert "[bold]x[/bold]" in text
        assert ":smile:" in text


def test_a_row_of_names_and_values_is_one_line_whatever_it_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    console.put_rows([("a\nb", EVIL), ("long name", "x\r\ny")])
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"a⏎b        {one_line(EVIL)}", "long name  x⏎y"]
    assert not any(map(unfit, lines))


def test_what_a_library_warns_of_is_narration(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        print_warnings()
        warnings.simplefilter("always")
        warnings.warn(EVIL, stacklevel=1)
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err == f"UserWarning: {displayable(EVIL)}\n"


def test_raw_data_are_raw_in_a_pipe_and_fit_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    cells = b'a,"b\x1b]0;owned\x07"\r\n'
    console.raw_output().write(cells)
    assert capsysbinary.readouterr().out == cells
    out, _ = pretend_terminals(monkeypatch)
    console.raw_output().write(cells)
    assert out.getvalue() == 'a,"b␛]0;owned␇"\n'


def test_data_is_never_cut_or_wrapped(capsys: pytest.CaptureFixture[str]) -> None:
    console.put("word " * 10_000)
    console.say("word " * 100)
    shown = capsys.readouterr()
    assert shown.out == "word " * 10_000 + "\n"
    assert shown.err.rstrip() == ("word " * 100).rstrip()


def test_json_is_one_line_of_visible_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    console.put_json({"text": EVIL + "\x7f\n"})
    line = capsys.readouterr().out
    assert line.endswith("\n")
    assert line[:-1].isascii()
    assert line[:-1].isprintable()
    assert json.loads(line) == {"text": EVIL + "\x7f\n"}


def test_json_has_no_word_for_nan() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        console.put_json({"accuracy": float("nan")})


def test_a_complaint_says_where_what_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    console.complain(InputError("no such column", where="a.csv, line 1", hint="try --target y"))
    assert capsys.readouterr().err == "altui: a.csv, line 1: no such column\ntry --target y\n"


def test_a_table_in_a_pipe_is_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    console.put_table("Counts", ["class", "rows"], [["ham", "7"], ["spam", "12"]], right={1})
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "Counts" in lines
    assert "ham        7" in lines
    assert "spam      12" in lines


def test_a_wide_table_in_a_pipe_keeps_to_100_columns(capsys: pytest.CaptureFixture[str]) -> None:
    console.put_table("", ["a", "b"], [["x" * 300, "y"]])
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 100
    assert out.count("x") == 300


def test_colour_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    _, err = pretend_terminals(monkeypatch)
    console.complain(InputError("oh"))
    assert "\x1b[1;31m" in err.getvalue()


def test_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    _, err = pretend_terminals(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    console.complain(InputError("oh"))
    assert "31m" not in err.getvalue()


def test_a_terminal_that_knows_no_unicode_gets_what_can_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii"))
    console.put("Größe")
    console.put_table("東京", ["a"], [["é"]])
    assert raw.getvalue().startswith(b"Grosse\n?")


LONG = "one two three four five six seven eight nine ten eleven twelve"


def test_on_a_terminal_a_long_value_stays_beside_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    out, _ = pretend_terminals(monkeypatch)
    monkeypatch.setenv("COLUMNS", "40")
    console.put_rows([("name", LONG), ("next", LONG)], whole=("next",))
    assert out.getvalue().splitlines() == [
        "name  one two three four five six seven",
        "      eight nine ten eleven twelve",
        f"next  {LONG}",  # to be copied
    ]


def test_where_nobody_looks_every_value_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    console.put_rows([("name", LONG * 3)], whole=())
    assert capsys.readouterr().out == f"name  {LONG * 3}\n"
