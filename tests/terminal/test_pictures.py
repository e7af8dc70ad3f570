"""Pictures on a real terminal: in colours, in few, in none; and broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import true_shape, write_shapes
from tests.terminal.terminal import Terminal

CHOICES = ("--image", "picture", "--classes", "square,disc", "--columns", "id=id,picture")
FEW = {"COLORTERM": ""}
SIZES = [(80, 24), (120, 40)]


def opened(path: Path, size: tuple[int, int], environment: dict[str, str]) -> Terminal:
    where = {"columns": size[0], "rows": size[1], "folder": path.parent}
    arguments = ("label", path.name, *CHOICES, "--dwell", "0")
    return Terminal(*arguments, environment=environment, **where)  # type: ignore[arg-type]


def grounds(terminal: Terminal) -> set[str]:
    """The colours behind the characters of the left half of the screen."""
    rows = range(1, terminal.screen.lines - 6)
    return {terminal.screen.buffer[y][x].bg for y in rows for x in range(40)} - {"default"}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize(
    "environment",
    [{}, FEW, {**FEW, "TERM": "xterm-16color"}, {"NO_COLOR": "1"}],
    ids=["truecolor", "256", "16", "none"],
)
def test_a_picture_is_shown_with_each_row(
    tmp_path: Path, size: tuple[int, int], environment: dict[str, str]
) -> None:
    with opened(write_shapes(tmp_path / "x", 24), size, environment) as terminal:
        terminal.wait_for("query 1")
        terminal.settle()
        for _ in range(4):
            assert terminal.row_id is not None
            taken = terminal.answer(str(["square", "disc"].index(true_shape(terminal.row_id))))
            assert taken < 15_000
            assert f"pictures/{terminal.row_id}.png" in terminal.text
            is_coloured = "NO_COLOR" not in environment
            assert (len(grounds(terminal)) >= 2) is is_coloured
            assert is_coloured is not any(shade in terminal.text for shade in "░▒▓")


def test_a_broken_picture_is_told_and_labeling_goes_on(tmp_path: Path) -> None:
    path = write_shapes(tmp_path / "x", 24)
    for picture in (path.parent / "pictures").iterdir():
        picture.write_bytes(picture.read_bytes()[:100])
    with opened(path, (80, 24), {}) as terminal:
        terminal.wait_for("query 1")
        assert "picture: the picture cannot be read" in terminal.text
        assert "24 pictures cannot be read" in terminal.text
        terminal.answer("0")
        terminal.answer("1")
        terminal.press("q")
        assert terminal.end() == 0
