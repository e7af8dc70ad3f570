"""What the README shows is what happens: its transcripts are run again, its keys compared."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from textual.binding import Binding

from tests.examples import CLASSES, true_class, write_messages
from tests.readme_command import README, commands
from tests.terminal.terminal import Terminal

TEXT = README.read_text(encoding="utf-8")
NEW = """id,text
n1,"Hello, my invoice is wrong and I want a refund."
n2,The app crashes on start since the update.
n3,"Thank you, the new theme is wonderful!"
"""


def transcript(command: str) -> list[str]:
    """The lines that the README shows after a command."""
    blocks = re.findall(r"```console\n(.*?)```", TEXT, flags=re.DOTALL)
    shown = "".join(blocks).split("$ ")
    found = next(part for part in shown if part.startswith(command + "\n"))
    return [line.rstrip() for line in found.splitlines()[1:] if line.strip()]


def run(command: str, folder: Path) -> list[str]:
    script = command.replace("altui ", f"{sys.executable} -m altui ", 1)
    done = subprocess.run(
        ["/bin/sh", "-c", f"{script} 2>&1"], capture_output=True, text=True, cwd=folder, check=True
    )
    return [line.rstrip() for line in done.stdout.splitlines() if line.strip()]


def without_times(lines: list[str]) -> list[str]:
    """The lines, but for what depends on the clock and on where the folder is."""
    kept = [line for line in lines if not re.match(r"(time|last activity) ", line)]
    kept = [re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "TIME", line) for line in kept]
    return [re.sub(r"/\S+/(?=messages\.csv)", "", line) for line in kept]


@pytest.fixture(scope="module")
def labeled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where messages.csv was labeled as in the README."""
    folder = tmp_path_factory.mktemp("readme")
    write_messages(folder / "messages.csv")
    (folder / "new.csv").write_text(NEW)
    command = re.search(r"^altui (label messages\.csv .*)$", TEXT, flags=re.MULTILINE)
    assert command
    arguments = [*command[1].split(), "--annotator", "kim", "--dwell", "0"]
    with Terminal(*arguments, folder=folder) as terminal:
        terminal.wait_for("columns of")
        terminal.press("\r")
        terminal.wait_for("query 1")
        while "14 labels given" not in terminal.text:
            terminal.settle(0.35)  # a person reads
            assert terminal.sample is not None
            terminal.answer(str(CLASSES.index(true_class(terminal.sample))))
        terminal.press("q")
        assert terminal.end() == 0
    return folder


def test_labeling_status_export_and_predict_are_as_shown(labeled: Path) -> None:
    for command in (
        "altui status messages.csv",
        "altui export messages.csv -o labeled.csv",
        "head -4 labeled.csv",
        "altui predict messages.csv new.csv -o predicted.csv",
        "cat predicted.csv",
    ):
        assert without_times(run(command, labeled)) == without_times(transcript(command)), command


def test_the_demo_says_what_is_shown(tmp_path: Path) -> None:
    with Terminal("demo", "--auto", folder=tmp_path) as terminal:
        assert terminal.end() == 0
        printed = [line.rstrip() for line in terminal.printed().splitlines() if line.strip()]
    assert without_times(printed) == without_times(transcript("altui demo --auto"))


@pytest.mark.slow
def test_the_simulation_gives_the_figures_shown(tmp_path: Path) -> None:
    command = next(line[2:] for line in TEXT.splitlines() if line.startswith("$ altui simulate"))
    assert run(command, tmp_path) == transcript(command)


def test_the_two_commands_come_first() -> None:
    assert commands()["demo"].endswith(".venv/bin/altui demo")
    assert commands()["test"].endswith("python -m pytest")


def test_every_key_stands_in_the_readme_and_does_what_it_says() -> None:
    from altui.tui.keys import BINDINGS

    shown = set(re.findall(r"`([^`]+)`", TEXT.partition("## Keys")[2].partition("##")[0]))
    names = {"question_mark": "?", "slash": "/"}
    bound = {
        names.get(key, key)
        for binding in BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    unbound = shown - bound - {"0", "9"}
    assert not unbound
    aliases = {"down", "up", "pagedown", "pageup", "ctrl+c", *"12345678"}
    assert not bound - shown - aliases


def test_every_line_of_the_plain_dialogue_is_understood() -> None:
    from altui.plain.commands import understood
    from altui.plain.lists import Look, filter_of
    from tests.tui.making import a_view

    view = a_view(tuple(CLASSES))
    table = TEXT.partition("### Without a screen")[2].partition("| to look back")[2]
    rows = re.findall(r"^\| (`.*?) \|", table.partition("###")[0], flags=re.MULTILINE)
    lines = re.findall(r"`([^`]+)`", "".join(rows))
    assert len(lines) == 11
    for line in lines:
        look = understood(line, view, 0.0)
        assert look == "curve" or (isinstance(look, Look) and look.word == line.split()[0])
        if isinstance(look, Look) and look.word == "history":
            filter_of(look.rest, view.classes)


def test_the_files_shown_are_taken(tmp_path: Path) -> None:
    from altui.cli.settings import set_for_label, settings_for
    from altui.config.guidance import read_classes

    classes, settings = re.findall(r"```toml\n(.*?)```", TEXT, flags=re.DOTALL)
    (tmp_path / "classes.toml").write_text(classes)
    assert [each.name for each in read_classes(tmp_path / "classes.toml")] == ["bug", "praise"]
    (tmp_path / "altui.toml").write_text(settings)
    found = settings_for(tmp_path)
    assert found.keymap().keys["flag"] == ("F", "backspace")
    assert "budget" in set_for_label(found)


def test_the_layouts_are_as_described() -> None:
    from altui.config.key_actions import LAYOUTS

    for name in ("left", "right"):
        told = re.search(rf"- `keys = \"{name}\"`: (.*?)\n(?=- |\n)", TEXT, flags=re.DOTALL)
        assert told
        layout = LAYOUTS[name]
        for key, action in re.findall(r"`(\w)`\s(reveal|skip|unsure|undo|ignore)", told[1]):
            assert layout.get(action, ("x",)) == (key,), (name, action)
        assert f"`{' '.join(layout['classes'][5:])}`" in told[1]


def test_the_table_of_strategies_is_the_registry() -> None:
    from altui.learning.strategies import registered

    table = TEXT.partition("| strategy | what it asks for |\n")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(.*?)` \| (.*?) \|$", table, flags=re.MULTILINE)
    assert rows == [(each.signature, each.meaning) for each in registered()]


def test_every_option_in_the_readme_exists() -> None:
    import click

    from altui.cli.main import COMMANDS, altui

    known = {"--help", "--version", "--no-index", "--find-links", "--wheel-dir"}
    known.add("--short")  # of the benchmarks
    for name in COMMANDS:
        command = altui.get_command(click.Context(altui), name)
        assert command is not None
        known |= {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
    assert set(re.findall(r"--[a-z][a-z-]+", TEXT)) <= known


def test_every_picture_is_there() -> None:
    for picture in re.findall(r"\]\(([^)]+\.svg)\)", TEXT):
        assert (README.parent / picture).is_file(), picture
