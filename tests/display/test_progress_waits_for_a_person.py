from __future__ import annotations

import pytest

from altui.display.console import progress, put
from tests.display.terminals import pretend_terminals


def test_a_bar_appears_once_someone_has_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = pretend_terminals(monkeypatch)
    with progress("reading \x1b[31m[red]mail.csv", 100, patience=0) as advance_to:
        advance_to(50)
    assert "reading ␛[31m[red]mail.csv" in err.getvalue()
    assert "50 %" in err.getvalue()
    assert out.getvalue() == ""


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    _, err = pretend_terminals(monkeypatch)
    with progress("reading", 100) as advance_to:
        advance_to(50)
    assert err.getvalue() == ""


def test_data_put_meanwhile_goes_where_data_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = pretend_terminals(monkeypatch)
    with progress("counting", None, patience=0) as advance_to:
        advance_to(1)
        put("row 1")
    assert out.getvalue() == "row 1\n"
    assert "row 1" not in err.getvalue()


def test_the_bar_goes_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    _, err = pretend_terminals(monkeypatch)
    with pytest.raises(KeyError), progress("reading", 2, patience=0) as advance_to:
        advance_to(1)
        raise KeyError
    assert err.getvalue().endswith(("\x1b[2K", "\x1b[?25h"))


def test_a_pipe_gets_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("reading", 100, patience=0) as advance_to:
        advance_to(50)
    assert capsys.readouterr() == ("", "")
