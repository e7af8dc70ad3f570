"""A locale that names no charset or another one than UTF-8: what is shown can be read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from altui.session.events import Kind
from altui.session.session import Session
from tests.terminal.program import EXECUTED, run
from tests.terminal.strict import StrictTerminal
from tests.terminal.terminal import Terminal

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""Where Python itself would write ASCII and escapes."""

NOT_SET = {"LC_ALL": "", "LANG": "", "LC_CTYPE": ""}


@pytest.fixture(scope="module")
def latin1(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of somebody whose system speaks ISO-8859-1."""
    folder = tmp_path_factory.mktemp("locales")
    name = "de_DE.ISO-8859-1"
    make = ["localedef", "-i", "de_DE", "-f", "ISO-8859-1", str(folder / name)]
    if (
        shutil.which("localedef") is None
        or subprocess.run(make, capture_output=True, check=False).returncode
    ):
        pytest.skip("no such locale can be made here")
    return {"LOCPATH": str(folder), "LC_ALL": name, "PYTHONUTF8": "0"}


def altui(*words: str, folder: Path, text: bytes = b"", **environment: str) -> tuple[int, bytes]:
    """The status, and all that was printed."""
    done = subprocess.run(
        [sys.executable, "-m", "altui", *words],
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )
    return done.returncode, done.stdout


OTHERS: tuple[dict[str, str], ...] = (NOT_SET, {"LC_ALL": "POSIX"})


def write_towns(folder: Path) -> None:
    lines = ["size,town", *(f"{10 * (row % 2) + row / 20}," for row in range(40))]
    (folder / "towns.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    classes = "".join(f'[[class]]\nname = "{name}"\n' for name in ("Zürich", "Århus"))
    (folder / "classes.toml").write_text(classes, encoding="utf-8")
    (folder / "rules.md").write_text("Größe zählt — immer…\n", encoding="utf-8")
    (folder / "altui.toml").write_text('[label]\nguidelines = "rules.md"\n', encoding="utf-8")


@pytest.mark.parametrize(
    "environment", [ASCII, *(pytest.param(each, marks=pytest.mark.slow) for each in OTHERS)]
)
def test_where_no_charset_is_named_it_is_utf8(tmp_path: Path, environment: dict[str, str]) -> None:
    words = ("simulate", "tutorial", "--queries", "3")
    status, out = altui(*words, folder=tmp_path, **environment)
    in_utf8 = run(*words, folder=tmp_path)
    assert (status, out.decode()) == (in_utf8.returncode, in_utf8.stdout + in_utf8.stderr)
    assert "│" in out.decode() and "\\u" not in out.decode()


def test_the_screen_is_drawn_in_utf8_where_no_charset_is_named() -> None:
    arguments = ("demo", "--dwell", "0")
    with StrictTerminal(*arguments, environment=ASCII, program=EXECUTED) as terminal:
        terminal.wait_for("query 1")
        terminal.answer("1")
        assert "─" in terminal.text and "\\u" not in terminal.text
        terminal.press("q")
        assert terminal.end() == 0


def test_a_plot_is_drawn_with_what_the_charset_has(tmp_path: Path, latin1: dict[str, str]) -> None:
    status, out = altui("simulate", "tutorial", folder=tmp_path, **latin1)
    text = out.decode("latin-1")
    assert status == 0 and "\\u" not in text and "?" not in text
    assert "'* least confidence" in text and "0.90+" in text and "''''" in text
    assert "|query | labeled | test accuracy | uncertainty|" in text


@pytest.mark.parametrize("charset", ["latin-1", pytest.param("ascii", marks=pytest.mark.slow)])
def test_a_charset_that_is_asked_for_by_name_is_kept(tmp_path: Path, charset: str) -> None:
    status, out = altui("simulate", "tutorial", folder=tmp_path, PYTHONIOENCODING=charset)
    assert status == 0 and b"\\u" not in out and b"\xe2\x94" not in out
    assert b"?" not in out


def test_the_screen_says_how_to_set_the_charset(tmp_path: Path, latin1: dict[str, str]) -> None:
    with Terminal("demo", folder=tmp_path, environment=latin1, program=EXECUTED) as terminal:
        assert terminal.end() == 2
        assert "the screen needs UTF-8, but this terminal is set to" in terminal.text
        assert "LC_ALL=C.UTF-8" in terminal.text and "--plain" in terminal.text
        assert b"\x1b[?1049h" not in terminal.raw


def test_the_screen_names_the_variable_that_python_reads(tmp_path: Path) -> None:
    environment = {"PYTHONIOENCODING": "latin-1"}
    with Terminal("demo", folder=tmp_path, environment=environment, program=EXECUTED) as terminal:
        assert terminal.end() == 2
        assert "unset PYTHONIOENCODING" in terminal.text


WORDS = ("label", "towns.csv", "--plain", "--target", "town", "--columns", "size,town")


def test_what_is_typed_and_shown_is_in_the_charset_and_what_is_stored_in_utf8(
    tmp_path: Path, latin1: dict[str, str]
) -> None:
    write_towns(tmp_path)
    typed = "Århus\nZürich\n".encode("latin-1")
    words = (*WORDS, "--classes-file", "classes.toml")
    status, out = altui(*words, folder=tmp_path, text=typed, **latin1)
    shown = out.decode("latin-1")
    assert status == 0, shown
    assert "Größe zählt - immer..." in shown and "0 Zürich, 1 Århus" in shown
    events = Session.read(tmp_path / "towns.csv.altui").events
    assert [e.value for e in events if e.kind is Kind.LABEL] == ["Århus", "Zürich"]


@pytest.mark.parametrize(("command", "ending"), [("export", "csv"), ("report", "html")])
def test_what_is_written_is_the_same_in_every_locale(
    tmp_path: Path, latin1: dict[str, str], command: str, ending: str
) -> None:
    write_towns(tmp_path)
    words = (*WORDS, "--classes-file", "classes.toml")
    assert run(*words, folder=tmp_path, text="0\n1\n").returncode == 0
    assert run(command, "towns.csv", "-o", f"utf8.{ending}", folder=tmp_path).returncode == 0
    in_utf8 = (tmp_path / f"utf8.{ending}").read_bytes()
    for number, environment in enumerate((latin1, ASCII)):
        name = f"{number}.{ending}"
        assert altui(command, "towns.csv", "-o", name, folder=tmp_path, **environment)[0] == 0
        assert (tmp_path / name).read_bytes() == in_utf8
    assert "Århus".encode() in in_utf8
