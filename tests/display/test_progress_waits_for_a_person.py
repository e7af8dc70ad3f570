from __future__ import annotations

from types import SimpleNamespace

import pytest
from pyte import Screen, Stream

from altui.display import progress as bars
from altui.display.console import progress, put
from tests.display.terminals import pretend_terminals


class Clock:
    """Stands still until it is told to go on: how fast a test runs changes no bar."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(bars, "time", SimpleNamespace(monotonic=clock))
    return clock


def test_a_bar_appears_once_someone_has_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = pretend_terminals(monkeypatch)
    with progress("reading \x1b[31m[red]mail.csv", 100, patience=0) as advance_to:
        advance_to(50)
    assert "reading ␛[31m[red]mail.csv" in err.getvalue()
    assert "50 %" in err.getvalue()
    assert out.getvalue() == ""


def test_work_of_less_than_a_second_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    _, err = pretend_terminals(monkeypatch)
    with progress("reading", 100) as advance_to:
        clock.now += 0.9
        advance_to(50)
        assert err.getvalue() == ""
        clock.now += 0.1
        advance_to(60)
        assert "60 %" in err.getvalue()


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
    assert err.getvalue().endswith("\r\x1b[2K")


def test_a_pipe_gets_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("reading", 100, patience=0) as advance_to:
        advance_to(50)
    assert capsys.readouterr() == ("", "")


def test_only_what_has_changed_of_a_bar_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bars, "PAUSE", 0.0)
    _, err = pretend_terminals(monkeypatch)
    screen = Screen(100, 1)
    with progress("reading 日本.csv", 100, patience=0) as advance_to:
        for percent in range(101):
            advance_to(percent)
        Stream(screen).feed(err.getvalue())
        assert screen.display[0].startswith("reading 日本.csv [" + "█" * 30 + "] 100 %")
    assert len(err.getvalue()) < 100 * 20


def test_a_bar_may_say_how_much_is_done_a_second(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    _, err = pretend_terminals(monkeypatch)
    with progress("predicting", 10_000, patience=0, unit="rows") as advance_to:
        clock.now += 2.0
        advance_to(4000)
    assert " 40 %   0:03  2,000 rows/s" in err.getvalue()


def test_a_bar_moves_four_times_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    _, err = pretend_terminals(monkeypatch)
    with progress("reading", 1000, patience=0) as advance_to:
        for step in range(1000):
            advance_to(step)
    assert err.getvalue().count("%") == 1


def test_a_terminal_without_a_cursor_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    _, err = pretend_terminals(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    with progress("reading mail.csv", 100, patience=0) as advance_to:
        for percent in (50, 60, 70):
            advance_to(percent)
    assert err.getvalue() == "reading mail.csv: 50%\n"
