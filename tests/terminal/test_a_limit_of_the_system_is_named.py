"""Memory, open files, the size of a file: what ran out is named, and no saved label is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from altui.session.events import Kind
from altui.session.session import Session
from tests.terminal.program import run
from tests.terminal.terminal import Terminal
from tests.terminal.test_label import COMPLETE, fruit

LABEL = ("label", "fruit.csv", "--plain", *COMPLETE)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits differ elsewhere")


def limited(limit: str, *words: str, folder: Path, text: str = "") -> tuple[int, str, str]:
    done = subprocess.run(
        ["/bin/bash", "-c", f'ulimit {limit}; exec "$0" -m altui "$@"', sys.executable, *words],
        input=text,
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr and "report this" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def given(folder: Path) -> int:
    events = Session.read(folder / "fruit.csv.altui").events
    return sum(event.kind is Kind.LABEL for event in events)


@pytest.mark.parametrize("words", [LABEL, ("demo", "--plain"), ("simulate", "tutorial")])
def test_too_little_memory_is_named_before_the_work(tmp_path: Path, words: tuple[str, ...]) -> None:
    fruit(tmp_path / "fruit.csv")
    status, out, err = limited("-v 400000", *words, folder=tmp_path)
    assert (status, out) == (1, "")
    assert err.startswith("altui: the limit on memory is 390 MB, and this needs 640 MB\n")
    assert "ulimit -v" in err and not (tmp_path / "fruit.csv.altui").exists()


def test_with_the_memory_that_is_asked_for_it_works(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv", labeled=20)
    status, _, err = limited("-v 655360", *LABEL, folder=tmp_path, text="1\n0\n")
    assert (status, given(tmp_path)) == (0, 2), err


def test_too_few_open_files_are_named(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv", labeled=20)
    status, _, err = limited("-n 6", *LABEL, folder=tmp_path, text="1\n")
    assert status == 1 and "too many files are open\n" in err and "ulimit -n 1024" in err


def test_the_limit_on_the_size_of_a_file_is_named_at_the_start(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv", labeled=20)
    status, _, err = limited("-f 4", *LABEL, folder=tmp_path, text="1\n")
    assert status == 1 and "the limit on the size of a file is reached" in err
    assert "ulimit -f unlimited" in err


def test_labels_given_before_the_limit_on_the_size_are_kept(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv", rows=200, labeled=20)
    assert run(*LABEL, "--recheck", "0", folder=tmp_path).returncode == 0
    blocks = (tmp_path / "fruit.csv.altui").stat().st_size // 1024 + 8
    answers = "1\n" * 150
    _, out, err = limited(f"-f {blocks}", *LABEL, folder=tmp_path, text=answers)
    assert "NOT SAVED: label apple" in err and "the limit on the size of a file is reached" in err
    assert 0 < out.count("saved: ") == given(tmp_path) < 150


@pytest.mark.parametrize(
    ("words", "target"),
    [
        (("export", "fruit.csv", "-o", "out.csv"), "out.csv"),
        (("report", "fruit.csv", "-o", "page.html"), "page.html"),
    ],
)
def test_a_file_that_may_not_grow_is_named_and_none_is_left(
    tmp_path: Path, words: tuple[str, ...], target: str
) -> None:
    fruit(tmp_path / "fruit.csv", rows=200, labeled=20)
    assert run(*LABEL, folder=tmp_path).returncode == 0
    status, _, err = limited("-f 1", *words, folder=tmp_path)
    assert status == 1
    assert err.startswith(f"altui: {target}: the limit on the size of a file is reached\n")
    assert not (tmp_path / target).exists()


THREADS_RUN_OUT = """
import threading
from altui.cli.main import main

start = threading.Thread.start

def refuse(thread):
    if thread.name == "{name}":
        raise RuntimeError("can't start new thread")
    start(thread)

threading.Thread.start = refuse
main()
"""


@pytest.mark.parametrize("name", ["reader", "trainer", "worker", "writer"])
def test_a_thread_that_cannot_be_started_is_named(tmp_path: Path, name: str) -> None:
    fruit(tmp_path / "fruit.csv", labeled=20)
    done = run(*LABEL, folder=tmp_path, text="1\n", code=THREADS_RUN_OUT.format(name=name))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "altui: the system starts no more threads or processes\n" in done.stderr


@pytest.mark.parametrize("name", ["trainer", "textual-input", "textual-output"])
def test_so_it_is_where_the_screen_cannot_start_one(name: str) -> None:
    with Terminal("demo", code=THREADS_RUN_OUT.format(name=name)) as terminal:
        assert terminal.end() == 1
        assert "altui: the system starts no more threads or processes\n" in terminal.printed()
