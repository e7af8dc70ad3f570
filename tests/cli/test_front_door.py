"""What everyone meets first: help at once, and every mistake answered in a sentence."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from altui import __version__
from altui.cli import main as front
from altui.cli.options import MODEL_NAMES, STRATEGY_NAMES, split_lists
from altui.errors import StorageError
from altui.learning.names import MODELS
from altui.learning.strategies import strategy_names
from altui.tui.screens.columns import join_classes
from tests.cli.doors import PROGRAM, ROOT, Answer, Door, outside

HEAVY = "sklearn, scipy, numpy, textual, plotext, pyarrow"
LOOK = f"""
import sys
from altui.cli.main import run
status = run(sys.argv[1:])
print([name for name in "{HEAVY}".split(", ") if name in sys.modules], file=sys.stderr)
sys.exit(status)
"""


@pytest.mark.parametrize(
    "words",
    [["--version"], ["--citation"], ["--help"], [], *([name, "--help"] for name in front.COMMANDS)],
)
def test_help_and_version_import_nothing_heavy(words: list[str]) -> None:
    answer = outside(LOOK, words)
    assert (answer.status, answer.err) == (0, "[]\n")
    assert answer.out


def test_version_is_the_packages(altui: Door) -> None:
    assert altui("--version").out == f"altui {__version__}\n"


def test_the_citation_is_a_bibtex_entry_of_this_version(altui: Door) -> None:
    answer = altui("--citation")
    assert (answer.status, answer.err) == (0, "")
    entry = re.fullmatch(r"@software\{altui,\n(.*)\n\}\n", answer.out, flags=re.DOTALL)
    assert entry
    fields = [re.fullmatch(r'  (\w+) = "([^"]+)"', each) for each in entry[1].split(",\n")]
    cited = {each[1]: each[2] for each in fields if each}
    assert len(cited) == len(fields)
    assert cited["version"] == __version__
    assert {"title", "author", "year"} <= set(cited)


def test_the_bare_command_says_what_to_do_next(altui: Door) -> None:
    answer = altui()
    assert answer.status == 0
    for step in ("altui demo", "altui label FILE", "altui simulate FILE --target COLUMN"):
        assert step in answer.out


@pytest.mark.parametrize("command", front.COMMANDS)
def test_every_command_explains_itself(altui: Door, command: str) -> None:
    answer = altui(command, "--help")
    assert answer.status == 0 and answer.err == ""
    assert answer.out.startswith(f"Usage: altui {command} ")


@pytest.mark.parametrize("command", front.COMMANDS)
def test_every_option_is_documented(command: str) -> None:
    found = front.altui.get_command(click.Context(front.altui), command)
    assert found is not None
    for option in found.params:
        assert not isinstance(option, click.Option) or option.help, option.name


def test_help_names_every_strategy_and_model() -> None:
    assert STRATEGY_NAMES.split(", ")[: len(strategy_names())] == list(strategy_names())
    assert MODEL_NAMES.split(", ") == list(MODELS)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["simulat"], "There is no command 'simulat'. Did you mean 'simulate'?"),
        (["simulate"], "Missing argument 'FILE'"),
        (["simulate", "tutorial", "--sedes", "3"], "--sedes"),
        (["simulate", "tutorial", "--seeds", "many"], "many"),
        (["predict", "x", "y"], "y"),
        (["label", "x.csv", "--budget", "many"], "'many' is not a valid whole number"),
        (["demo", "--dwell", "long"], "'long' is not a valid number"),
        (["label", "x.csv", "--budget"], "Try: altui label --help"),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_2(altui: Door, words: list[str], said: str) -> None:
    answer = altui(*words)
    assert answer.status == 2 and answer.out == ""
    assert said in answer.err and "--help" in answer.err


def test_foreign_text_in_a_mistake_cannot_reach_the_terminal(altui: Door) -> None:
    evil = "\x1b]0;pwned\x07\x9b31m\u202e[/red].csv"
    for words in (["simulate", evil, "--target", "y"], [evil], ["status", evil], ["--" + evil]):
        answer = altui(*words)
        assert answer.status == 2
        assert not set(answer.err) & set("\x1b\x07\x9b\u202e")


def test_a_list_of_names_may_hold_commas_and_line_ends() -> None:
    assert split_lists(['a,"b,c"', "d", '"e\nf"']) == ("a", "b,c", "d", "e\nf")
    assert split_lists([join_classes(("a\nb", 'c"d', "e,f"))]) == ("a\nb", 'c"d', "e,f")


def test_a_command_that_is_suggested_runs_nothing_else(altui: Door, tmp_path: Path) -> None:
    path = tmp_path / "a; touch owned #.csv"
    path.write_text("a\n1\n")
    assert f"altui label '{path}'" in altui("status", path).err


def failing(error: BaseException) -> click.Command:
    @click.command()
    def command() -> None:
        raise error

    return command


@pytest.fixture
def altui_fails_with(altui: Door, monkeypatch: pytest.MonkeyPatch) -> Door:
    def fails(error: BaseException) -> Answer:
        monkeypatch.setattr(front.altui, "get_command", lambda *_: failing(error))
        return altui("demo")

    return fails


def test_an_error_of_altui_is_told_with_its_place_and_status(altui_fails_with: Door) -> None:
    answer = altui_fails_with(StorageError("the disk is full", where="a.csv", hint="Make room."))
    assert answer == (1, "", "altui: a.csv: the disk is full\nMake room.\n")


def test_ctrl_c_is_130_without_a_word(altui_fails_with: Door) -> None:
    answer = altui_fails_with(KeyboardInterrupt())
    assert answer.status == 130 and answer.err.strip() == ""


def test_a_bug_is_a_sentence_and_a_traceback_only_on_request(
    altui_fails_with: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    bug = RuntimeError("out of \x1b[31mpaper")
    answer = altui_fails_with(bug)
    assert answer.status == 1
    assert answer.err.startswith("altui: unexpected RuntimeError: out of ␛[31mpaper\n")
    assert "report" in answer.err and "Traceback" not in answer.err
    monkeypatch.setenv("ALTUI_DEBUG", "1")
    answer = altui_fails_with(bug)
    assert "Traceback" in answer.err and "\x1b" not in answer.err


def test_a_reader_that_has_gone_is_no_drama() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "simulate", "tutorial", "--json", "--queries", "300"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline().startswith(b'{"strategy"')
        process.stdout.close()
        assert process.stderr.read() == b""
