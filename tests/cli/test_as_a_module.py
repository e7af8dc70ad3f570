"""`python -m altui` is the program: the same words, the same answers, the same status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from altui.simulation.laboratory import FEW_FITS
from tests.cli.sessions import label, write_clouds
from tests.terminal.program import environment_of
from tests.terminal.terminal import Terminal

AS_MODULE = (sys.executable, "-m", "altui")
AS_SCRIPT = (sys.executable, "-c", "from altui.cli.main import main; main()")
"""What the script `altui` does that an installation makes."""


def told(program: tuple[str, ...], words: list[str], folder: Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [*program, *words],
        input="",
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environment_of(),
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("module")
    label(write_clouds(folder / "clouds.csv"), range(12))
    return folder


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--version"], 0),
        (["--citation"], 0),
        (["--help"], 0),
        ([], 0),
        (["labl"], 2),
        (["status", "nowhere.csv"], 2),
        (["export", "clouds.csv", "-o", "-"], 0),
        (["completion", "bash"], 0),
    ],
    ids=str,
)
def test_it_answers_as_the_script_does(folder: Path, words: list[str], status: int) -> None:
    answer = told(AS_MODULE, words, folder)
    assert answer == told(AS_SCRIPT, words, folder)
    assert answer[0] == status and any(answer[1:])


@pytest.mark.parametrize("command", ["label", "settle", "import"])
def test_it_calls_itself_altui_in_every_command(command: str, tmp_path: Path) -> None:
    status, out, err = told(AS_MODULE, [command, "--help"], tmp_path)
    assert (status, err) == (0, "") and out.startswith(f"Usage: altui {command} ")


def test_its_workers_do_not_start_the_program_again(tmp_path: Path) -> None:
    seeds, queries, variants = 8, 20, 2  # one strategy, and rows drawn at random
    assert seeds * queries * variants > FEW_FITS, "one process would do it alone"
    words = ["simulate", "tutorial", "--seeds", str(seeds), "--queries", str(queries), "--json"]
    status, out, err = told(AS_MODULE, words, tmp_path)
    assert (status, err) == (0, "")
    assert out.count("\n") == seeds * (queries + 1) * variants


def test_it_opens_the_screen(tmp_path: Path) -> None:
    with Terminal("demo", folder=tmp_path, program=AS_MODULE) as terminal:
        terminal.wait_for("query 1")
        terminal.press("q")
        assert terminal.end() == 0
