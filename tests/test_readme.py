"""What the README and the manual show is what happens: their transcripts are run again, and what
they name is compared with the program."""

from __future__ import annotations

import doctest
import re
import subprocess
from pathlib import Path
from shlex import split

import pytest

from altui.manual.topics import TOPICS, read_topic
from tests.examples import CLASSES, true_class, write_messages
from tests.readme_command import README, commands
from tests.terminal.program import EXECUTED
from tests.terminal.terminal import REST, Terminal
from tests.terminal.test_demo import AT_ONCE
from tests.transcripts import lines_of, printed, transcripts_in

DOCUMENTS = {"README": README.read_text(encoding="utf-8")} | {t: read_topic(t) for t in TOPICS}
TEXT = "\n".join(DOCUMENTS.values())
MOST_LINES = 150
NEW = """id,text
n1,"Hello, my invoice is wrong and I want a refund."
n2,The app crashes on start since the update.
n3,"Thank you, the new theme is wonderful!"
"""


def transcripts() -> list[tuple[str, list[str]]]:
    # Those of several people are run in tests/manual.
    return transcripts_in("\n".join(text for topic, text in DOCUMENTS.items() if topic != "team"))


def check(command: str, told: list[str]) -> None:
    """Compare what a command printed with each place that shows it."""
    shown = [lines for shown, lines in transcripts() if shown == command]
    assert shown, f"nothing shows {command}"
    for lines in shown:
        assert without_times(told) == without_times(lines), command


def without_times(lines: list[str]) -> list[str]:
    """The lines, but for what depends on the clock and on where the folder is."""
    kept = [line for line in lines if not re.match(r"(time|per label|last activity) ", line)]
    kept = [re.sub(r",\d+\.\d$", ",SECONDS", line) for line in kept]
    kept = [re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "TIME", line) for line in kept]
    return [re.sub(r"/\S+/(?=messages\.csv)", "", line) for line in kept]


BY_SOMEBODY_WHO_READS = """
import time
from types import SimpleNamespace
from altui.tui import painted
painted.time = SimpleNamespace(time=lambda: time.time() - 1, monotonic=time.monotonic)
from altui.cli.main import main
main()
"""
"""Each row counts as painted a second before it is: an export marks what was answered at once."""


@pytest.fixture(scope="module")
def labeled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where messages.csv was labeled as the README says."""
    folder = tmp_path_factory.mktemp("readme")
    write_messages(folder / "messages.csv")
    (folder / "new.csv").write_text(NEW)
    command = re.search(r"^altui (label messages\.csv .*)$", TEXT, flags=re.MULTILINE)
    assert command
    (folder / "altui.toml").write_text('[label]\nannotator = "kim"\n')
    arguments = [*command[1].split(), "--dwell", "0"]
    with Terminal(*arguments, folder=folder, code=BY_SOMEBODY_WHO_READS) as terminal:
        terminal.wait_for("columns of")
        terminal.press("\r")
        terminal.wait_for("query 1")
        while "14 labels given" not in terminal.text:
            assert terminal.row_id is not None
            # The line that counts the labels is the last of the frame.
            terminal.answer(str(CLASSES.index(true_class(terminal.row_id))), quiet=REST)
        terminal.press("q")
        assert terminal.end() == 0
    return folder


AFTER_LABELING = (
    "altui status messages.csv",
    "altui export messages.csv -o labeled.csv",
    "head -4 labeled.csv",
    "altui predict messages.csv new.csv -o predicted.csv",
    "cat predicted.csv",
    "head -3 messages.csv",
    "altui export messages.csv --model model.skops",
    "altui predict --model model.skops new.csv -o same.csv",
)
DEMO = "altui demo --auto"
SIMULATION = (
    "altui simulate tutorial --seeds 200 --strategy least-confidence --strategy random --no-plot"
)


def test_every_transcript_is_run() -> None:
    assert {command for command, _ in transcripts()} == {*AFTER_LABELING, DEMO, SIMULATION}


def test_labeling_status_export_and_predict_are_as_shown(labeled: Path) -> None:
    for command in AFTER_LABELING:
        check(command, printed(command, labeled))
    assert (labeled / "same.csv").read_bytes() == (labeled / "predicted.csv").read_bytes()


def test_python_code_does_what_is_shown(labeled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (labeled / "model.skops").exists():
        printed("altui export messages.csv --model model.skops", labeled)
    monkeypatch.chdir(labeled)
    # The page on Python begins its own session, and is run in tests/api.
    text = "\n".join(text for topic, text in DOCUMENTS.items() if topic != "python")
    blocks = re.findall(r"```pycon\n(.*?)```", text, flags=re.DOTALL)
    code = doctest.DocTestParser().get_doctest("".join(blocks), {}, "manual", None, None)
    assert len(code.examples) == 5
    assert doctest.DocTestRunner().run(code).failed == 0


def test_the_demo_says_what_is_shown(tmp_path: Path) -> None:
    with Terminal("demo", "--auto", folder=tmp_path, code=AT_ONCE) as terminal:
        assert terminal.end() == 0
        told = [line.rstrip() for line in terminal.printed().splitlines() if line.strip()]
    check(DEMO, told)


@pytest.mark.slow
def test_the_simulation_gives_the_figures_shown(tmp_path: Path) -> None:
    words = [*EXECUTED, *split(SIMULATION)[1:]]
    check(SIMULATION, lines_of(subprocess.run(words, capture_output=True, text=True, cwd=tmp_path)))


def test_the_readme_is_short_and_leads_to_every_topic() -> None:
    text = DOCUMENTS["README"]
    assert len(text.splitlines()) <= MOST_LINES
    for topic in TOPICS:
        assert f"(altui/manual/{topic}.md)" in text, topic


def test_the_two_commands_come_first() -> None:
    assert commands()["demo"].endswith(".venv/bin/altui demo")
    assert commands()["test"].endswith("python -m pytest")


def test_every_line_of_the_plain_dialogue_is_understood() -> None:
    from altui.plain.commands import interpret
    from altui.plain.lists import ListRequest, filter_of
    from tests.tui.making import a_view

    view = a_view(tuple(CLASSES))
    rows = re.findall(r"^\| (`.*?) \|", DOCUMENTS["plain"], flags=re.MULTILINE)
    lines = re.findall(r"`([^`]+)`", "".join(rows))
    assert len(lines) == 17
    for line in lines:
        look = interpret(line, view, 0.0)
        assert look == "curve" or (isinstance(look, ListRequest) and look.word == line.split()[0])
        if isinstance(look, ListRequest) and look.word == "history":
            filter_of(look.rest, view.classes)


def test_the_files_shown_are_taken(tmp_path: Path) -> None:
    from altui.cli.settings import set_for_label, settings_for
    from altui.config.guidance import read_classes

    classes, coded, settings = re.findall(r"```toml\n(.*?)```", TEXT, flags=re.DOTALL)
    (tmp_path / "coded.toml").write_text(coded)
    assert [each.code for each in read_classes(tmp_path / "coded.toml")] == ["ca", "tu"]
    (tmp_path / "classes.toml").write_text(classes)
    assert [each.name for each in read_classes(tmp_path / "classes.toml")] == ["bug", "praise"]
    (tmp_path / "altui.toml").write_text(settings)
    found = settings_for(tmp_path)
    assert found.keymap().keys["flag"] == ("F", "backspace")
    assert "budget" in set_for_label(found)


def test_the_layouts_are_as_described() -> None:
    from altui.config.key_actions import LAYOUTS

    for name in ("left", "right"):
        told = re.search(rf"`keys = \"{name}\"`(.*?)\.", DOCUMENTS["settings"], flags=re.DOTALL)
        assert told
        layout = LAYOUTS[name]
        assert f"`{layout['classes'][0]}` to `{layout['classes'][4]}`" in told[1]
        assert f"`{' '.join(layout['classes'][5:])}`" in told[1]


def test_every_option_that_is_named_exists() -> None:
    import click

    from altui.cli.main import COMMANDS, altui

    known = {option for each in altui.params for option in each.opts} | {"--help"}
    known |= {"--no-index", "--find-links", "--wheel-dir"}
    known |= {"--short", "--check"}  # of the benchmarks, of ruff
    known |= {"--from", "--no-cache-dir"}  # of uvx, of pip
    known |= {"--protocol", "--nthreads", "--nworkers", "--nodes"}  # of dask, of SLURM
    known |= {"--tls-ca-file", "--tls-cert", "--tls-key"}
    known |= {"--tag", "--rm", "--user", "--volume", "--network"}  # of docker
    known |= {"--pgdata", "--username", "--auth", "--log", "--options", "--wait", "--host"}
    for name in COMMANDS:
        command = altui.get_command(click.Context(altui), name)
        assert command is not None
        known |= {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
    assert set(re.findall(r"--[a-z][a-z-]+", TEXT)) <= known


def test_every_command_and_topic_that_is_named_exists() -> None:
    from altui.cli.main import COMMANDS

    assert set(re.findall(r"`altui manual ([a-z][a-z-]*)", TEXT)) <= set(TOPICS)
    assert set(re.findall(r"`altui ([a-z][a-z-]*)", TEXT)) <= set(COMMANDS)


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", DOCUMENTS["README"]):
        assert (README.parent / link).exists(), link


def test_every_picture_is_shown() -> None:
    pictures = {each.name for each in (README.parent / "screenshots").iterdir()}
    assert set(re.findall(r"screenshots/([^)]+)\)", DOCUMENTS["README"])) == pictures


def test_the_manual_needs_no_picture() -> None:
    """It is read in a terminal, where no link can be followed."""
    manual = "".join(DOCUMENTS[topic] for topic in TOPICS)
    assert not re.search(r"\]\([^)]*\)", manual)
