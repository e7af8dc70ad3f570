"""A field of DataRequest and one of DataOptions: every command, file and check has the option."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.doors import Answer, outside

ADDED = """
import os
from dataclasses import make_dataclass

from altui.data import dataset
from altui.labeling.opening.options import data_request
from altui.labeling.opening.options.option import option

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

import json
import sys
from altui.cli import screen
from altui.cli.main import main

screen.leave = sys.exit  # a command line that is done must not end the others
for words in json.loads(sys.argv[1]):
    try:
        main(words)
    except SystemExit as end:
        print("status", end.code, file=sys.stderr, flush=True)
sys.stdout.flush()
os._exit(0)
"""

LABEL = ("--target", "label", "--hide-labels", "--plain")


def altui(*commands: Sequence[object]) -> tuple[list[int], Answer]:
    """The statuses of several command lines in turn, and what they printed."""
    lines = [[str(word) for word in words] for words in commands]
    answer = outside(ADDED, [json.dumps(lines)])
    return [int(each) for each in re.findall(r"^status (\d+)$", answer.err, re.MULTILINE)], answer


@pytest.fixture(autouse=True)
def no_settings_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))


def test_the_help_of_the_commands_that_read_a_file_has_it() -> None:
    statuses, answer = altui(["label", "--help"], ["simulate", "--help"])
    assert statuses == [0, 0], answer.err
    assert answer.out.count("When the rows were gathered.") == 2


def test_a_session_keeps_it_and_refuses_another(clouds: Path) -> None:
    wet = ["label", clouds, *LABEL, "--season", "wet"]
    statuses, answer = altui(
        wet, wet, ["label", clouds, "--plain"], ["label", clouds, *LABEL, "--season", "dry"]
    )
    assert statuses == [0, 0, 0, 2]
    assert "this session was started with another --season" in answer.err
    assert "Leave --season out" in answer.err


def test_a_settings_file_gives_it(clouds: Path, tmp_path: Path) -> None:
    (tmp_path / "altui.toml").write_text('[label]\nseason = "wet"\n')
    again = ["label", clouds, "--plain", "--season"]
    begun = ["label", clouds, *LABEL]
    statuses, answer = altui(["config", clouds], begun, [*again, "wet"], [*again, "dry"])
    assert statuses == [0, 0, 0, 2]
    assert "label.season" in answer.out


def test_simulate_refuses_it_where_there_is_no_file() -> None:
    statuses, answer = altui(["simulate", "tutorial", "--season", "wet"])
    assert statuses == [2] and "--season is for files" in answer.err
