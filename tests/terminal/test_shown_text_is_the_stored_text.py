"""Page after page of the real program beside what the file holds: the same text, and no other byte.

What is shown differs from what is stored only by the documented replacements; that those are
what they should be is shown in tests/display, apart from the code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from altui.data.readers.reading import open_table
from altui.display.text import READ_CAPS, displayable, wrap
from tests.conftest import Tell
from tests.display.hostile import OWN, any_text
from tests.shared import DATA, needs_data
from tests.terminal.strict import StrictTerminal

COLUMNS, ROWS, READABLE = 90, 420, 84
PAGE = 360
"""Lines of several texts to a row of the file; one alone has up to 395 in the real sets. So none
needs a second page."""


def pages(texts: Iterable[str]) -> Iterator[str]:
    """The texts, several to a page, none of them cut in two or by the door's own caps."""
    page, lines = "", 0
    for text in texts:
        height = len(wrap(text, READABLE, **READ_CAPS))
        if page and (lines + height > PAGE or len(page) + len(text) > 15_000):
            yield page
            page, lines = "", 0
        page, lines = f"{page}\n{text}" if page else text, lines + height
    if page:
        yield page


def read_all(folder: Path, texts: Iterable[str]) -> int:
    """Look at every text in the real program; returns how many pages were read."""
    stored = [page for page in pages(texts) if displayable(page).strip()]
    path = folder / "pages.jsonl"
    rows = ({"id": f"r{n}", "text": text} for n, text in enumerate([*stored, "one more"]))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    words = (
        "--id",
        "id",
        "--columns",
        "text=text",
        "--classes",
        "a,b",
        "--dwell",
        "0",
        "--html",
        "",
    )
    with StrictTerminal(
        "label", path.name, *words, folder=folder, columns=COLUMNS, rows=ROWS
    ) as terminal:
        left = set(range(len(stored)))
        while left:
            number = next_row(terminal, left)
            wanted = page_of(stored[number])
            assert page_on(terminal) == wanted, number
            left.discard(number)
        terminal.press("q")
        assert terminal.end() == 0
    return len(stored)


def next_row(terminal: StrictTerminal, left: set[int]) -> int:
    """Set rows aside until one is shown that has not been read."""
    terminal.wait_for("query ")
    terminal.settle(0.02)
    while int((terminal.row_id or "r-1")[1:]) not in left:
        gone = f"row {terminal.row_id} "
        terminal.press("x")
        terminal.wait_until_gone(gone)
        terminal.wait_for("query ")
        terminal.settle(0.02)
    assert terminal.row_id is not None
    return int(terminal.row_id[1:])


def page_on(terminal: StrictTerminal) -> list[str]:
    lines = terminal.lines()[1:]
    end = next(n for n, each in enumerate(lines) if each.startswith("confidence ─"))
    # The last line is the row's foot: it tells of the key before.
    return without_blank_end(lines[: end - 1])


def page_of(text: str) -> list[str]:
    return without_blank_end([line.rstrip() for line in wrap(text, READABLE, **READ_CAPS)])


def without_blank_end(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def test_strings_of_our_own(tmp_path: Path) -> None:
    assert read_all(tmp_path, OWN) == 1


@pytest.mark.slow
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # a smaller example would take minutes to find
)
@given(st.lists(any_text, min_size=400, max_size=400))
def test_any_text(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    read_all(tmp_path_factory.mktemp("any"), texts)


@pytest.mark.slow
@needs_data
def test_known_naughty_strings(tmp_path: Path) -> None:
    read_all(tmp_path, json.loads((DATA / "hostile" / "blns.json").read_text(encoding="utf-8")))


@pytest.mark.slow
@needs_data
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("bbc_news.parquet", ["text"]),
        ("election_tweets_2016.csv.gz", ["text", "time"]),
        ("sr_nagtegaal_2019.csv.gz", ["title", "abstract"]),
    ],
)
def test_all_real_texts(tmp_path: Path, name: str, columns: list[str], tell: Tell) -> None:
    with open_table(DATA / name) as table:
        texts = [text for each in table.texts(columns).values() for text in each]
    count = read_all(tmp_path, texts)
    tell(f"{name}: {len(texts):,} texts on {count:,} pages")
