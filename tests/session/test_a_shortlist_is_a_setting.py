"""`--shortlist` is stored, is changed when it is given again, and needs a strategy of altui."""

from __future__ import annotations

from pathlib import Path

import pytest

from altui.errors import InputError
from altui.session import opening
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.reading import read_settings
from altui.session.validation.options import check_options
from tests.tui.stage import made_up


def test_a_session_keeps_it_until_another_is_said(tmp_path: Path) -> None:
    path, dataset = tmp_path / "a.altui", made_up()
    said = SessionOptions(shortlist=200)
    opening.begin(path, dataset, "made-up", said, SessionDefaults()).close()
    with opening.resume(path, dataset, SessionOptions()) as session:
        assert session.settings.shortlist == 200
    with opening.resume(path, dataset, SessionOptions(shortlist=0)) as session:
        assert session.settings.shortlist == 0
        assert "From here on: shortlist 0." in session.notes


def test_your_own_strategy_is_refused(tmp_path: Path) -> None:
    path, dataset = tmp_path / "a.altui", made_up()
    said = SessionOptions(shortlist=200, strategy="mine:best")
    with pytest.raises(InputError, match="no shortlist for 'mine:best'"):
        opening.begin(path, dataset, "made-up", said, SessionDefaults())
    opening.begin(path, dataset, "made-up", SessionOptions(), SessionDefaults()).close()
    with pytest.raises(InputError, match="no shortlist"):
        opening.resume(path, dataset, said)


def test_your_own_strategy_is_taken_where_the_shortlist_ends(tmp_path: Path) -> None:
    path, said = tmp_path / "a.altui", SessionOptions(shortlist=200)
    opening.begin(path, made_up(), "made-up", said, SessionDefaults()).close()
    settings = read_settings(path)
    check_options(settings, SessionOptions(shortlist=0, strategy="mine:best"), path)
    with pytest.raises(InputError, match="no shortlist"):
        check_options(settings, SessionOptions(strategy="mine:best"), path)
