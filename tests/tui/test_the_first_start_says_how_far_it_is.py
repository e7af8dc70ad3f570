"""Until there is a row, its place says which file is opened, how large it is, and what is done."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from altui.cli.screen import THEMES
from altui.labeling.annotation import Annotation
from altui.labeling.engine import Say
from altui.labeling.opening.face import Opening
from altui.labeling.opening.loading import in_words
from altui.labeling.proposal import Proposal
from tests.shared import DATA, needs_data
from tests.terminal.program import EXECUTED
from tests.terminal.terminal import Terminal
from tests.tui.stage import annotation_of, on_stage, opened

NAME = "a\x1b[2Jb.csv"


@contextmanager
def held_up(theme: str) -> Iterator[tuple[Opening, threading.Event]]:
    """An opening that has read a quarter of its rows, and goes on once it may."""
    may_go_on = threading.Event()

    def open_(say: Say, _accepted: Proposal | None) -> Annotation:
        say("reading rows", 0.25)
        assert may_go_on.wait(30)
        return annotation_of()

    opening = opened(annotation_of, theme=theme, extent="100,000 rows, 26.8 MB")
    opening.open, opening.title = open_, NAME
    try:
        yield opening, may_go_on
    finally:
        may_go_on.set()


@pytest.mark.parametrize("theme", THEMES.values())
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (110, 30)])
async def test_the_file_its_rows_and_a_bar_stand_there(theme: str, size: tuple[int, int]) -> None:
    with held_up(theme) as (opening, may_go_on):
        async with on_stage(opening, size) as stage:
            await stage.until(lambda: "reading rows" in stage.shown("row"))
            title, _, step, bar = stage.shown("row").splitlines()
            assert "a␛[2Jb.csv" in title
            assert "100,000 rows, 26.8 MB" in title
            assert step == "reading rows"
            assert "█" in bar and bar.endswith("25%")
            may_go_on.set()
            await stage.ready()
            assert "reading rows" not in stage.shown("row")


def test_a_step_is_said_as_it_begins_and_then_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[tuple[str, float | None]] = []
    clock = itertools.count()
    monkeypatch.setattr("altui.labeling.opening.loading.monotonic", lambda: next(clock))
    monkeypatch.setattr("altui.labeling.opening.loading.PAUSE", 300)
    report = in_words(lambda text, done=None: said.append((text, done)))
    for step in ("reading rows", "counting words"):
        with report(step) as advance:
            for part in range(1, 1000):
                advance(part / 1000)
    parts = [0.0, 0.3, 0.6, 0.9]
    assert said == [(step, part) for step in ("reading rows", "counting words") for part in parts]


OPENING = {"opening news.csv", "8,900 rows", "counting words"}


class Watched(Terminal):
    """`told` are those words that have stood on the screen, be it between two looks at it."""

    told: frozenset[str] = frozenset()

    def draw(self, data: bytes) -> None:
        for piece in re.split(rb"(?=\x1b\[\d+;\d+H)", data):
            super().draw(piece)
            self.told |= {each for each in OPENING if each in self.text}


@pytest.mark.slow
@needs_data
def test_a_start_of_seconds_costs_the_line_little(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow.parquet")
    texts = arrow.read_table(DATA / "bbc_news.parquet")["text"].to_pylist()
    file = tmp_path / "news.csv"
    rows = [f"{number}: {text}".replace('"', "") for number in range(4) for text in texts]
    file.write_text("text\n" + "".join(f'"{row}"\n' for row in rows), encoding="utf-8")
    asked = ("--text", "text", "--columns", "text", "--classes", "a,b")
    with Watched("label", file.name, *asked, folder=tmp_path, program=EXECUTED) as terminal:
        terminal.wait_for("query 1")
        assert terminal.told == OPENING
        assert len(terminal.raw) < 8_000
