"""Below the command line an error names an argument; who typed a command reads its option."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import altui as package
from altui.cli.named_options import replace_arguments
from tests.cli.doors import apart
from tests.cli.sessions import label

BELOW = ("data", "labeling", "learning", "session", "simulation")
HOUSE = Path(package.__file__).parent


def raised(path: Path) -> Iterator[str]:
    """The literal text of every error that is raised in a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Raise) and node.exc is not None:
            for part in ast.walk(node.exc):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


TEXTS = [
    (str(path.relative_to(HOUSE)), text)
    for room in BELOW
    for path in sorted((HOUSE / room).rglob("*.py"))
    for text in raised(path)
]


def test_every_argument_that_an_error_names_is_an_option() -> None:
    named = [(path, name) for path, text in TEXTS for name in re.findall(r"`([a-z_]+)`", text)]
    assert len(named) > 20
    assert [each for each in named if not replace_arguments(f"`{each[1]}`").startswith("--")] == []


def test_no_error_from_below_names_an_option_except_in_a_whole_command() -> None:
    named = [(path, text) for path, text in TEXTS if re.search(r"(?<![\w-])--[a-z]", text)]
    whole = re.compile(
        r"altui export (--labels-only|SESSION --model)|pip install --upgrade|^ --session $"
    )
    assert [each for each in named if not whole.search(each[1])] == []


def test_what_is_no_argument_stays_as_it_is() -> None:
    assert (
        replace_arguments("`text_columns` of `my file`: `nothing`")
        == "--text of `my file`: `nothing`"
    )


def test_a_command_that_cannot_go_on_names_its_options(clouds: Path, tmp_path: Path) -> None:
    label(clouds, range(4))
    np.save(tmp_path / "v.npy", np.ones((60, 2)))
    answer = apart("label", clouds, "--seed", "4", "--plain", folder=tmp_path)
    assert answer.status == 2 and "Leave --seed out" in answer.err
    answer = apart("label", clouds, "--vectors", "v.npy", "--plain", folder=tmp_path)
    assert answer.status == 2 and "started with another --vectors" in answer.err
    assert "`" not in answer.err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--id", "width"], "another column with --id"),
        (["--columns", "width=hidden,height=hidden"], "with --text COLUMN"),
        (["--classes", "ant", "--target", "label"], "more: --classes a,b"),
    ],
)
def test_a_file_that_cannot_be_opened_so_is_told_by_options(
    clouds: Path, words: list[str], named: str
) -> None:
    clouds.write_text("width,height,label\n" + "1,2,ant\n1,3,\n" * 9)
    answer = apart("label", clouds, *words, "--plain", folder=clouds.parent)
    assert answer.status == 2 and named in answer.err.replace("\n", " ")
    assert "`" not in answer.err


def test_titles_that_begin_with_a_quote_are_read_by_the_option_that_the_error_names(
    tmp_path: Path,
) -> None:
    table = tmp_path / "papers.csv"
    table.write_text("id\ttitle\n" + "".join(f'{n}\t"Nudge" no {n} works\n' for n in range(12)))
    words = ["label", table, "--classes", "yes,no", "--columns", "title", "--plain"]
    answer = apart(*words, folder=tmp_path)
    assert answer.status == 2 and "line 2" in answer.err
    assert "say so: --quotes text" in " ".join(answer.err.split())
    answer = apart(*words, "--quotes", "text", folder=tmp_path)
    assert answer.status == 0 and '"Nudge" no ' in answer.out
