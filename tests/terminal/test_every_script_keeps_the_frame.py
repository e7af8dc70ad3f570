"""Wide, joined, combining and right-to-left text in two terminals of different opinion: one that
draws a joined emoji as one, and one (pyte) that draws its parts side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from altui.display.text import displayable
from tests.terminal.strict import StrictTerminal
from tests.terminal.terminal import Terminal

TEXTS = {
    "wide": "東京の桜は今年も早く咲いた。それでも人々は驚かない。" * 5,
    "emoji": "a family 👨‍👩‍👧‍👦 and a flag 🇯🇵, 👍🏽 ok ❤️ 1️⃣ 🏳️‍🌈 end " * 6,
    "hebrew": "שלום עולם, זה טקסט מימין לשמאל עם 123 ו-abc באמצע " * 5,
    "arabic": "مرحبا بالعالم هذا نص من اليمين إلى اليسار مع 456 " * 5,
    "marks": "e\u0301te\u0301 Zu\u0308rich हिन्दी में लिखा हुआ ภาษาไทยที่ไม่มีช่องว่าง " * 4,
    "lines": "first\n\n\nhttps://example.org/" + "a-long-path/" * 12 + "end\n\nlast",
}
BORDER = "▏"
SIDE = {120: 65}
"""The column of the border beside the row, by the width of the terminal."""


def write(path: Path) -> Path:
    rows = [{"id": name, "text": text, f"{name}é東": text[:30]} for name, text in TEXTS.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def is_framed(terminal: Terminal, columns: int, rows: int) -> bool:
    """The border stands in its column on each line, and the keys on the last line."""
    if isinstance(terminal, StrictTerminal):
        grid = terminal.strict._cells
        cells = [grid[y][SIDE[columns]] for y in range(rows - 2)] if columns in SIDE else []
        foot = "".join(grid[-1])
    else:
        buffer = terminal.screen.buffer
        place = SIDE.get(columns)
        cells = [buffer[y][place].data for y in range(rows - 2)] if place else []
        foot = terminal.screen.display[-1]
    return set(cells) <= {BORDER} and foot.startswith("0 a  1 b")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
@pytest.mark.parametrize("kind", [Terminal, StrictTerminal])
def test_the_frame_stands_whatever_is_read(
    tmp_path: Path, kind: type[Terminal], columns: int, rows: int
) -> None:
    path = write(tmp_path / "scripts.jsonl")
    roles = ("--id", "id", "--columns", "text=text", "--classes", "a,b", "--audit", "0")
    words = ("label", path.name, *roles, "--dwell", "0", "--recheck", "0")
    with kind(*words, folder=tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("query 1")
        left = set(TEXTS)
        while left:
            terminal.settle()
            name = terminal.row_id
            assert name is not None
            left.discard(name)
            assert is_framed(terminal, columns, rows), terminal.text
            if kind is StrictTerminal:
                assert displayable(TEXTS[name])[:5] in terminal.text, (name, terminal.text)
            if left:
                terminal.answer(str(len(left) % 2))
        terminal.press_for("h", f"{len(TEXTS) - 1} decisions")
        terminal.press_for("\r", "1 of ")
        terminal.settle()
        last = terminal.text.splitlines()[-1]
        assert last.startswith("0 a  1 b") and last.endswith("q back")
