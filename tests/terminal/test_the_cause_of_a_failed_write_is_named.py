"""A label that cannot be written stops the person, says why, and is written when it can be."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal
from tests.terminal.test_every_failed_write_is_told import failing, labels, needs_strace

SIZE = 1 << 20


IMPATIENT = """
from altui import sqlite_files
sqlite_files.BUSY_SECONDS = 0.1
from altui.cli.main import main
main()
"""


def demo(place: Path, program: list[str] | None = None, code: str | None = None) -> Terminal:
    arguments = ("demo", "--dwell", "0", "--session", place)
    return Terminal(*arguments, program=program, code=code)


@pytest.mark.slow
@needs_strace
@pytest.mark.parametrize(
    ("calls", "error", "cause"),
    [
        ("openat", "EACCES", "the place is read-only"),
        ("pwrite64", "ENOSPC", "the disk is full"),
        ("fdatasync,fsync", "EIO", "input/output error"),
    ],
)
def test_the_modal_names_the_cause_keeps_the_label_and_tries_again(
    tmp_path: Path, calls: str, error: str, cause: str
) -> None:
    place, log = tmp_path / "s.altui", tmp_path / "calls"
    program = failing([Path(f"{place}-journal")], 1, log, calls=calls, error=error)
    with demo(place, program) as terminal:
        terminal.wait_for("query 1")
        terminal.settle()
        row_id = terminal.row_id
        terminal.press_for("1", "NOT SAVED: label 1")
        assert cause in terminal.text and "All earlier decisions are on disk" in terminal.text
        terminal.press("01s")  # nothing but the modal's own keys counts
        terminal.settle()
        assert "NOT SAVED" in terminal.text and labels(place) == []
        terminal.press("r")
        terminal.wait_for("query 2")
        assert labels(place) == [(row_id, "1")]


def test_another_program_that_holds_the_file_is_named(tmp_path: Path) -> None:
    place = tmp_path / "s.altui"
    with demo(place, code=IMPATIENT) as terminal:
        terminal.wait_for("query 1")
        terminal.settle()
        with closing(sqlite3.connect(place, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            terminal.press_for("1", "another program is using the file")
        terminal.press("r")
        terminal.wait_for("query 2")


def test_a_session_that_was_moved_away_is_named(tmp_path: Path) -> None:
    place = tmp_path / "s.altui"
    with demo(place) as terminal:
        terminal.wait_for("query 1")
        terminal.settle()
        place.rename(tmp_path / "elsewhere")
        terminal.press_for("1", "the session file was moved or deleted")
        (tmp_path / "elsewhere").rename(place)
        terminal.press("r")
        terminal.wait_for("query 2")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


def test_on_a_full_disk_nothing_is_lost_and_undo_works_once_there_is_room(
    small_disk: Path,
) -> None:
    place, filler = small_disk / "s.altui", small_disk / "filler"
    with demo(place) as terminal:
        terminal.wait_for("query 1")
        terminal.answer("1")
        terminal.settle()
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * 4096):
                pass
        terminal.press_for("0", "NOT SAVED: label 0")
        assert "the disk is full" in terminal.text
        terminal.press("r")
        terminal.settle(0.5)  # the old words go, and the same ones come
        terminal.wait_for("NOT SAVED: label 0")
        terminal.press("d")
        terminal.wait_until_gone("NOT SAVED")
        terminal.press_for("u", "NOT SAVED: undo")
        filler.unlink()
        terminal.press("r")
        terminal.wait_for("query 1 of")
        terminal.settle()
        terminal.answer("0")
        terminal.press("q")
        assert terminal.end() == 0
    assert [name for _, name in labels(place)] == ["1", "0"]
