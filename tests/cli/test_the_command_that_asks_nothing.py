"""After the questions of the columns screen, the command that would have asked none of them."""

from __future__ import annotations

import csv
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import click
import pytest

from altui.cli.command_line import command_line, shell_word
from altui.cli.commands.label import command as label
from altui.cli.commands.label import request_of
from altui.data.schema import Role
from altui.errors import InputError
from altui.labeling.opening.confirmed import Confirmed
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.proposal import Proposal
from altui.session.session import Session
from tests.terminal.program import EXECUTED
from tests.terminal.terminal import Terminal

HEADER = ["id", "it's a name", "a,b", "x=y", "note", "label"]


def file_of(path: Path, *, labeled: int = 30) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for row in range(30):
            name = ["two, three", 'say "four"'][row % 2] if row < labeled else ""
            note = f"a note of some words about number {row}"
            writer.writerow([f"r{row}", row * 7 % 11, row * 5 % 13, row % 3, note, name])
    return path


def request_and_context(words: list[str]) -> tuple[OpenRequest, click.Context]:
    """What the command line makes of words, without running it."""
    context = label.make_context("altui label", words)
    return request_of(context), context


def changed(proposal: Proposal, **roles: Role) -> Proposal:
    for name, role in roles.items():
        column = HEADER[int(name.removeprefix("c"))]
        proposal = replace(
            proposal,
            schema=proposal.schema.with_role(column, role),
            chosen={**proposal.chosen, column: role},
        )
    return proposal


def no_news(text: str, done: float | None = None) -> None:
    """Of the opening, which nobody watches."""


@pytest.mark.parametrize(
    "roles",
    [
        {},
        {"c1": Role.CATEGORICAL, "c2": Role.HIDDEN, "c3": Role.SHOWN},
        {"c0": Role.HIDDEN, "c4": Role.ID},
        {"c0": Role.HIDDEN},
        {"c0": Role.SHOWN, "c5": Role.HIDDEN},
        {"c5": Role.HIDDEN, "c3": Role.TARGET},
    ],
)
@pytest.mark.parametrize("hide", [True, False])
def test_it_gives_the_same_data_and_asks_nothing(
    tmp_path: Path, roles: dict[str, Role], hide: bool
) -> None:
    path = file_of(tmp_path / "my data.csv", labeled=20)
    request, context = request_and_context([str(path), "--budget", "9", "--no-blind"])
    source = prepare(request)
    assert source.proposal is not None
    accepted = changed(replace(source.proposal, hide_labels=hide or "c3" in roles), **roles)
    if accepted.needs_classes:
        accepted = accepted.with_classes('"two, three",other')
    first = source.open(no_news, accepted)
    words = shlex.split(
        command_line(context, Confirmed(source.proposal.schema, first.dataset).values())
    )
    first.close()
    same = prepare(request_and_context(words[2:])[0])
    same.open(no_news, None).close()  # it goes on with the session that it was told for
    source.place.unlink()
    assert words[:2] == ["altui", "label"] and "--no-blind" in words
    again, context = request_and_context(words[2:])
    assert context.params["budget"] == 9 and context.params["blind"] is False
    source = prepare(again)
    assert source.proposal is None
    second = source.open(no_news, None)
    second.close()
    before, after = first.dataset, second.dataset
    assert after.schema.roles() == before.schema.roles()
    assert after.classes == before.classes
    assert after.options == replace(before.options, classes=before.classes)
    assert (after.known == before.known).all()


def test_it_says_how_a_column_is_read_where_the_person_did(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    rows = "".join(f"{n}.{n * 37 % 900 + 100},{n * n},{'ab'[n % 2]}\n" for n in range(1, 60))
    path.write_text("price,when,label\n" + rows)
    request = OpenRequest(file=path, columns=("price=numeric:comma", "when"))
    source = prepare(request)
    assert source.guess is not None
    dataset = source.load().dataset
    assert Confirmed(source.guess.schema, dataset).columns == ("price=numeric:comma,when",)
    with pytest.raises(InputError, match="'semicolon' says nothing of how column 'price' is read"):
        prepare(replace(request, columns=("price=numeric:semicolon",)))


def test_it_says_what_is_counted_of_a_text_where_the_person_chose(tmp_path: Path) -> None:
    source = prepare(request_and_context([str(file_of(tmp_path / "data.csv", labeled=20))])[0])
    assert source.proposal is not None
    other = source.proposal.with_role("note", Role.TEXT)
    again = other.with_classes('"two, three","say ""four"""')  # the columns are guessed anew
    opened = source.open(no_news, again)
    opened.close()
    confirmed = Confirmed(source.proposal.schema, opened.dataset)
    assert "note=text:words" in confirmed.columns[0]


def test_without_a_label_column_nothing_is_asked_either(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("note\n" + "\n".join(f"some words number {i} here" for i in range(30)) + "\n")
    source = prepare(OpenRequest(file=path, classes=("a", "b"), columns=("note=text",)))
    assert source.proposal is None
    assert prepare(OpenRequest(file=path, classes=("a", "b"))).proposal is not None


@pytest.mark.parametrize("team", [[], ["postgresql://kim@db/altui"]])
def test_a_desk_is_named_as_it_was(tmp_path: Path, team: list[str]) -> None:
    path = file_of(tmp_path / "data.csv", labeled=20)
    _, context = request_and_context([str(path), "--as", "kim", "--team", *team, "--budget", "1"])
    words = shlex.split(command_line(context, {}))
    assert "" not in words and words[words.index("--budget") + 1] == "1"
    again = request_and_context(words[2:])[0]
    assert again.team == "".join(team)


def test_what_no_terminal_shows_is_quoted_so_that_a_shell_reads_it() -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    for word in (
        "plain",
        "it's",
        "a\nb",
        "\x1b]0;x\x07",
        "tab\there",
        "\u202eturned",
        "ü 中",
        "\\",
    ):
        quoted = shell_word(word)
        assert quoted.isprintable()
        script = f"printf %s {quoted}"
        done = subprocess.run([bash, "-c", script], capture_output=True, check=True)
        assert done.stdout.decode() == word


@pytest.mark.slow
def test_the_printed_command_does_it_in_the_real_program(tmp_path: Path) -> None:
    file_of(tmp_path / "my data.csv")
    words = ("label", "my data.csv", "--dwell", "0")
    with Terminal(*words, columns=200, folder=tmp_path, program=EXECUTED) as terminal:
        terminal.wait_for("columns of")
        terminal.settle()
        terminal.press_for("jc", "chosen by you")
        terminal.press("\r")
        terminal.wait_for("query 1")
        terminal.press("q")
        assert terminal.end() == 0
        printed = terminal.printed()
    place = tmp_path / "my data.csv.altui"
    roles = Session.read(place).settings.roles
    place.unlink()
    line = next(line for line in printed.splitlines() if line.startswith("no questions"))
    command = line.partition("altui label ")[2]
    done = subprocess.run(
        ["/bin/sh", "-c", f"echo 0 | {sys.executable} -m altui label {command} --plain"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    assert "columns of" not in done.stdout and "query 2" in done.stdout
    assert Session.read(place).settings.roles == roles
    assert roles["it's a name"] == "categorical"
