"""The manual's Dockerfile copies all that an installation needs and starts the program. It is not
built here: that takes a daemon and a network."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from shlex import split

import click
import pytest

from altui.cli.main import altui
from altui.manual.topics import read_topic
from tests.pythons import PROJECT, named

ABOUT = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
PAGE = read_topic("install")


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, str]]:
    """(instruction, its arguments) of the file."""
    (block,) = re.findall(r"```dockerfile\n(.*?)```", PAGE, flags=re.DOTALL)
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in block.splitlines())]


def test_its_python_is_one_that_is_tested(steps: list[tuple[str, str]]) -> None:
    first, image = steps[0]
    found = re.fullmatch(r"python:(3\.\d+)-slim", image)
    assert first == "FROM" and found and found[1] in named(ABOUT["classifiers"])


def test_it_copies_what_pyproject_names(steps: list[tuple[str, str]], tmp_path: Path) -> None:
    for instruction, rest in steps:
        if instruction == "COPY":
            *sources, target = split(rest)
            for source in sources:
                _copy(PROJECT.parent / source, tmp_path / target[1:], into=target[-1] == "/")
    (run,) = (split(rest) for instruction, rest in steps if instruction == "RUN")
    place, extras = re.fullmatch(r"/(\w+)\[([\w,]+)\]", run[-1]).groups()  # type: ignore[union-attr]
    for name in ("pyproject.toml", ABOUT["readme"], *ABOUT["license-files"], "altui/cli/main.py"):
        assert (tmp_path / place / name).is_file(), name
    assert run[:2] == ["pip", "install"]
    assert set(extras.split(",")) <= set(ABOUT["optional-dependencies"])


def _copy(source: Path, target: Path, *, into: bool) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        (target if into else target.parent).mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def test_it_starts_altui_on_the_files_of_the_folder(steps: list[tuple[str, str]]) -> None:
    made = dict(steps)
    (program,) = re.findall(r'"(.*?)"', made["ENTRYPOINT"])
    assert program in ABOUT["scripts"]
    build, run = re.findall(r"^(docker .*)$", PAGE, flags=re.MULTILINE)
    tag = split(build)[split(build).index("--tag") + 1]
    before, after = run.split(f" {tag} ")
    assert f"$PWD:{made['WORKDIR']}" in before
    command, *_ = split(after)
    assert altui.get_command(click.Context(altui), command)
