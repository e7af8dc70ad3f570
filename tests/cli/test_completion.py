"""What a shell is told to offer: commands, names, and files by their endings."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.shell_completion import get_completion_class

from altui.cli.commands.completion import VARIABLE
from altui.cli.main import COMMANDS, altui
from altui.learning.names import MODELS
from altui.learning.strategies import strategy_names
from tests.cli.doors import ROOT, Door


def offered(words: list[str], incomplete: str = "", shell: str = "bash") -> list[str]:
    """What click offers in plain words, past the folders that the shell finds itself."""
    found = get_completion_class(shell)
    assert found is not None
    completions = found(altui, {}, "altui", VARIABLE).get_completions(words, incomplete)
    return [each.value for each in completions if each.type == "plain"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a.csv", "A.TSV.gz", "a.pdf", "a.csv.altui", "b.parquet", "a\x1b.csv", "c.zip"):
        (tmp_path / name).touch()
    (tmp_path / "sub.csv").mkdir()
    (tmp_path / "sub.csv" / "c.jsonl").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_commands_and_names_are_offered() -> None:
    assert offered([]) == list(COMMANDS)
    assert offered([], "de") == ["demo"]
    assert offered(["label", "--model"]) == list(MODELS)
    assert offered(["simulate", "x.csv", "--strategy"], "ra") == ["random"]
    assert offered(["demo", "--strategy"]) == list(strategy_names())
    assert offered(["completion"]) == ["bash", "zsh", "fish"]


def test_files_are_offered_by_their_endings(folder: Path) -> None:
    data = ["A.TSV.gz", "a.csv", "b.parquet", "c.zip"]
    assert offered(["label"]) == data
    assert offered(["label"], "a") == ["a.csv"]
    assert offered(["label"], "sub.csv/") == ["sub.csv/c.jsonl"]
    assert offered(["label"], f"{folder}/b") == [f"{folder}/b.parquet"]
    assert offered(["label"], "nowhere/") == []
    assert offered(["status"], "a") == ["a.csv", "a.csv.altui"]
    assert offered(["label", "a.csv", "--session"]) == ["a.csv.altui"]
    assert offered(["simulate"]) == ["tutorial", *data]


def test_the_tables_of_a_database_are_offered(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "d.sqlite")) as made:
        made.executescript("CREATE TABLE calls (a); CREATE TABLE people (a)")
    assert offered(["label"], "d") == ["d.sqlite"]
    assert offered(["label"], "d.sqlite::") == ["d.sqlite::calls", "d.sqlite::people"]
    assert offered(["label"], "d.sqlite::p") == ["d.sqlite::people"]
    assert offered(["label"], "gone.sqlite::") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_clicks_own(altui: Door, shell: str) -> None:
    from altui.cli.main import altui as front

    answer = altui("completion", shell)
    found = get_completion_class(shell)
    assert found is not None and answer.status == 0
    assert answer.out.strip() == found(front, {}, "altui", VARIABLE).source().strip()


def test_bash_completes_with_it(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    program = tmp_path / "bin" / "altui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m altui "$@"\n')
    program.chmod(0o755)
    (tmp_path / "a.csv").touch()
    script = f"""PATH={program.parent}:$PATH
eval "$(altui completion bash)"
COMP_WORDS=(altui label a) COMP_CWORD=2
_altui_completion altui 2>/dev/null
echo "${{COMPREPLY[@]}}" """
    done = subprocess.run(
        [bash, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert done.stdout.split() == ["a.csv"]
