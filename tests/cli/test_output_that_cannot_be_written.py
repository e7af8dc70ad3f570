"""Standard input, output or error is closed or full: a sentence and a status, never a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from altui.session.events import Kind
from altui.session.session import Session
from tests.cli.sessions import label
from tests.terminal.program import run
from tests.terminal.test_label import COMPLETE, fruit

LABEL = " ".join(("label fruit.csv --plain", *COMPLETE))
NO_ROOM = "altui: cannot write to standard output: no space left on device\n"
CLOSED = "altui: cannot write to standard output: it is closed\n"

needs_full = pytest.mark.skipif(
    not Path("/dev/full").is_char_device(), reason="this system has no /dev/full"
)


class Answer(NamedTuple):
    status: int
    out: bytes
    err: str


def shell(command: str, folder: Path) -> Answer:
    """A command line of a shell, where `altui` is the program."""
    script = f'altui() {{ "{sys.executable}" -m altui "$@"; }}; {command}'
    done = subprocess.run(
        ["/bin/sh", "-c", script], capture_output=True, cwd=folder, timeout=60, check=False
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode())


def without_narration(said: str) -> str:
    """Without what is said of the way to the first row."""
    return said.replace("loading scikit-learn\n", "").replace("choosing the first row\n", "")


@pytest.fixture
def folder(clouds: Path) -> Path:
    """Has clouds.csv and its session."""
    label(clouds, range(30))
    return clouds.parent


PRINTING = [
    "--help",
    "--version",
    "export --help",
    "completion bash",
    "config",
    "status clouds.csv",
    "status clouds.csv --json",
    "export clouds.csv -o -",
    "recover clouds.csv",
    "simulate tutorial --json --queries 2",
    "simulate tutorial --queries 2",
    "demo --plain --auto --queries 2",
]
SOME = [PRINTING[0], PRINTING[5], PRINTING[7], PRINTING[-1]]
"""By click, as words, as raw data, and from the plain dialogue."""


@needs_full
@pytest.mark.parametrize("words", PRINTING)
def test_a_full_standard_output_is_named(folder: Path, words: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(*words.split(), folder=folder, output=full.fileno())
    assert done.returncode == 1
    assert without_narration(done.stderr).startswith(NO_ROOM)
    assert "report" not in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("words", SOME)
def test_a_closed_standard_output_is_named(folder: Path, words: str) -> None:
    answer = shell(f"altui {words} >&-", folder)
    assert answer.status == 1
    assert without_narration(answer.err).startswith(CLOSED)
    assert "report" not in answer.err and "Traceback" not in answer.err


@pytest.mark.parametrize("words", SOME)
def test_with_input_and_error_closed_the_output_is_the_same(folder: Path, words: str) -> None:
    closed = shell(f"altui {words} <&- 2>&-", folder)
    assert closed.status == 0 and closed.err == ""
    if not words.startswith(("status", "demo")):  # these tell the time
        assert closed.out.decode() == run(*words.split(), folder=folder).stdout


def test_with_all_three_closed_only_the_status_is_left(folder: Path) -> None:
    assert shell("altui status clouds.csv <&- >&- 2>&-", folder) == (1, b"", "")
    assert shell("altui stat <&- >&- 2>&-", folder) == (2, b"", "")


def test_a_command_that_prints_nothing_does_not_need_the_output(folder: Path) -> None:
    answer = shell("altui export clouds.csv -o labels.csv >&-", folder)
    assert answer == (0, b"", "60 rows written to labels.csv\n")


@needs_full
def test_a_full_log_of_errors_does_not_end_the_work(folder: Path) -> None:
    assert shell("altui export clouds.csv -o labels.csv 2>/dev/full", folder).status == 0
    assert (folder / "labels.csv").read_text().count("\n") == 61


def test_a_closed_input_ends_the_plain_dialogue(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv", labeled=20)
    answer = shell(f"altui {LABEL} <&-", tmp_path)
    assert answer.status == 0 and "Traceback" not in answer.err
    assert b"query 1, " in answer.out and b"export      altui export fruit.csv.altui" in answer.out


FULL_AFTER_A_LABEL = """
import os
from altui.cli.main import main
from altui.session.session import Session

decide = Session.decide

def decide_and_fill(self, *decision):
    knowledge = decide(self, *decision)
    os.dup2(os.open("/dev/full", os.O_WRONLY), 1)
    return knowledge

Session.decide = decide_and_fill
main()
"""


@needs_full
def test_a_label_is_kept_when_the_output_fails_after_it(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv", labeled=20)
    done = run(*LABEL.split(), folder=tmp_path, text="1\n0\n", code=FULL_AFTER_A_LABEL)
    assert done.returncode == 1 and NO_ROOM in done.stderr
    assert "Your labels are saved." in done.stderr
    events = Session.read(tmp_path / "fruit.csv.altui").events
    assert [each.value for each in events if each.kind is Kind.LABEL] == ["apple"]


OPEN_A_FILE = """
import os
from altui.cli import main as front

def look(arguments):
    with open("found", "w") as file:
        print(*(os.readlink(f"/proc/self/fd/{number}") for number in range(3)), file=file)
    return 0

front.run = look
front.main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="descriptors are looked up in /proc")
@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_no_other_file_gets_the_number_of_a_closed_one(
    tmp_path: Path, closed: tuple[int, ...]
) -> None:
    """What is printed would go into that file, and it may be the session."""
    (tmp_path / "program.py").write_text(OPEN_A_FILE)
    closing = " ".join(f"{number}>&-" for number in closed)
    shell(f'"{sys.executable}" program.py {closing}', tmp_path)
    found = (tmp_path / "found").read_text().split()
    assert [found[number] for number in closed] == ["/dev/null"] * len(closed)


@needs_full
@pytest.mark.parametrize("words", ["report clouds.csv -o", "simulate tutorial --no-plot --csv"])
def test_a_file_on_a_full_device_is_named_and_the_device_stays(folder: Path, words: str) -> None:
    (folder / "full").symlink_to("/dev/full")  # a mistake would replace the link only
    done = run(*words.split(), "full", folder=folder)
    assert done.returncode == 1 and done.stderr.startswith("altui: full: the disk is full\n")
    assert (folder / "full").is_char_device()


def test_a_page_goes_into_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    answer = shell("altui report clouds.csv -o pipe & cat pipe", folder)
    assert answer.out.startswith(b"<!DOCTYPE html>") and answer.out.endswith(b"</html>\n")
    assert (folder / "pipe").is_fifo()


def test_what_a_link_points_to_is_replaced_and_the_link_stays(folder: Path) -> None:
    (folder / "page.html").write_text("old")
    (folder / "link.html").symlink_to("page.html")
    assert shell("altui report clouds.csv -o link.html --overwrite", folder).status == 0
    assert (folder / "link.html").is_symlink()
    assert (folder / "page.html").read_text().startswith("<!DOCTYPE html>")
