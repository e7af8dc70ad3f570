"""A field of DataRequest and one of DataOptions: every command, file and check has the option."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.doors import Answer, outside

ADDED = """
import os
from dataclasses import make_dataclass

from altui.data import dataset
from altui.labeling.opening import data_request
from altui.labeling.opening.option import option

frozen = {"frozen": True, "kw_only": True}
season = option(
    None,
    "--season",
    help="When the rows were gathered.",
    is_of_data=True,
    is_simulated=True,
    holds=lambda data: data.options.season,
)
data_request.DataRequest = make_dataclass(
    "DataRequest", [("season", str, season)], bases=(data_request.DataRequest,), **frozen
)
dataset.DataOptions = make_dataclass(
    "DataOptions", [("season", str, None)], bases=(dataset.DataOptions,), frozen=True
)
from altui.cli.main import main

main()
"""

LABEL = ("--target", "label", "--hide-labels", "--plain")


def altui(*words: object) -> Answer:
    return outside(ADDED, words)


@pytest.fixture(autouse=True)
def no_settings_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))


@pytest.mark.parametrize("command", ["label", "simulate"])
def test_the_help_of_the_commands_that_read_a_file_has_it(command: str) -> None:
    answer = altui(command, "--help")
    assert answer.status == 0, answer.err
    assert "When the rows were gathered." in answer.out


def test_a_session_keeps_it_and_refuses_another(clouds: Path) -> None:
    assert altui("label", clouds, *LABEL, "--season", "wet").status == 0
    assert altui("label", clouds, *LABEL, "--season", "wet").status == 0
    assert altui("label", clouds, "--plain").status == 0
    answer = altui("label", clouds, *LABEL, "--season", "dry")
    assert answer.status == 2
    assert "this session was started with another --season" in answer.err
    assert "Leave --season out" in answer.err


def test_a_settings_file_gives_it(clouds: Path, tmp_path: Path) -> None:
    (tmp_path / "altui.toml").write_text('[label]\nseason = "wet"\n')
    assert "label.season" in altui("config", clouds).out
    assert altui("label", clouds, *LABEL).status == 0
    assert altui("label", clouds, "--plain", "--season", "wet").status == 0
    assert altui("label", clouds, "--plain", "--season", "dry").status == 2


def test_simulate_refuses_it_where_there_is_no_file() -> None:
    answer = altui("simulate", "tutorial", "--season", "wet")
    assert answer.status == 2 and "--season is for files" in answer.err
