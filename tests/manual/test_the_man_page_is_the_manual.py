"""altui(1) is made from the help of the commands and pages of the manual, and `man` takes it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

import altui
from altui.cli.main import COMMANDS
from altui.cli.main import altui as front
from altui.manual.roff import roff
from tests.cli.doors import Answer, outside
from tests.terminal import program

PLACE = Path(altui.__file__).parent / "manual" / "altui.1"
STORED = PLACE.read_text(encoding="ascii")


def made(folder: Path) -> str:
    return program.run("manual", "--man", folder=folder).stdout


def test_the_stored_page_is_the_one_that_is_made_now(tmp_path: Path) -> None:
    assert made(tmp_path) == STORED, f"altui manual --man > {PLACE} makes it anew"


def test_every_option_of_every_command_is_there() -> None:
    context = click.Context(front)
    for name in COMMANDS:
        command = front.get_command(context, name)
        assert command is not None
        part = STORED.split(f'\n.SS "altui {name} ')[1].split("\n.S")[0].replace("\\-", "-")
        for option in command.params:
            if isinstance(option, click.Option):
                assert all(f"{each}" in part for each in option.opts), option


def test_making_it_imports_nothing_heavy() -> None:
    code = (
        "import sys; from altui.cli.main import run; run(['manual', '--man']);"
        "print([n for n in ('numpy', 'sklearn', 'textual') if n in sys.modules], file=sys.stderr)"
    )
    assert outside(code) == Answer(0, STORED, "[]\n")


@pytest.mark.parametrize(
    "reader", [["groff", "-man", "-ww", "-Tutf8"], ["mandoc", "-Wwarning,stop", "-Tutf8"]]
)
def test_what_shows_man_pages_has_nothing_to_say_against_it(reader: list[str]) -> None:
    if not shutil.which(reader[0]):
        pytest.skip(f"{reader[0]} is not installed")
    text = STORED.replace('.TH ALTUI 1 ""', ".TH ALTUI 1 2026-01-01")  # it has no date of its own
    done = subprocess.run(reader, input=text, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    page = re.sub(".\b|\x1b\\[[0-9;]*m", "", done.stdout)  # bold is printed twice
    for shown in ("altui label messages.csv --classes billing,bug,praise", "ENVIRONMENT VARIABLES"):
        assert shown in page


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ('# Page\n\n## A "part"\n\ntext', ['.SS "A \\(dqpart\\(dq"', ".PP", "text"]),
        ("`--a`, **b** and *c*", [".PP", "\\fB\\-\\-a\\fR, \\fBb\\fR and \\fIc\\fR"]),
        ("one\ntwo", [".PP", "one two"]),
        ("- one\n  more\n- two", [".IP \\(bu 2", "one more", ".IP \\(bu 2", "two"]),
        (
            "```sh\n.x 'y'\n\n\\~^`\n```",
            [".PP", ".EX", "\\&.x \\(aqy\\(aq", "\\&", "\\e\\(ti\\(ha\\(ga", ".EE"],
        ),
        ("|a|b|\n|-|-|\n|`1`|2|\n", [".TP", "\\fB1\\fR", "2"]),
        ("|a|b|c|d|\n|-|-|-|-|\n|1|2||4|\n", [".TP", "1", "4 (b: 2)"]),
        ("...so \u2581", [".PP", "\\&...so \\[u2581]"]),
    ],
)
def test_markdown_becomes_roff(markdown: str, lines: list[str]) -> None:
    assert roff(markdown).splitlines() == lines
