"""`altui demo --plain`: the same names, the same truth, and the same way on."""

from __future__ import annotations

from pathlib import Path

from altui.cli.commands.demo import WHAT_THIS_IS
from altui.data.presentation.tutorial_names import COLUMN_TITLES
from tests.cli.doors import apart


def test_a_newcomer_is_told_what_is_asked_and_whether_the_answer_was_right(tmp_path: Path) -> None:
    answer = apart("demo", "--plain", folder=tmp_path, text="0\nfine\nr\nq\n")
    assert answer.status == 0
    told = answer.out.splitlines()
    assert [told.count(each) for each in WHAT_THIS_IS] == [3, 3]
    assert "0 or 1: your guess; r the truth; a all; u undo; q quit" in told
    assert "accuracy: 0.8800 (88 of 100 test rows, likely 80 to 93 %)" in told
    for title in COLUMN_TITLES.values():
        assert any(line.startswith(f"{title}: ") for line in told)
    why = [line for line in told if line.startswith("why ")]
    assert why[0].startswith("why fine: -0.76 oil, ") and "0.7 doubles the odds" in why[0]
    assert "your answer: 0 fine, 1 worn; help lists the words" in told
    assert [line for line in told if "it was" in line] == [
        "right, it was fine",
        "wrong, it was worn",
        "it was fine",
    ]
    assert not any("saved" in line for line in told)
    assert told[-1].split() == ["your", "own", "file", "altui", "label", "FILE"]


def test_lists_and_their_filters_and_second_labels_are_told_by_the_same_names(
    tmp_path: Path,
) -> None:
    lines = ("1", "0", "1", "0", "h worn", "h 0", "change 1 worn", "d", "0", "0", "q", "q")
    told = apart("demo", "--plain", folder=tmp_path, text="\n".join((*lines, ""))).out.splitlines()
    assert "history, worn: 2 decisions" in told and "history, fine: 2 decisions" in told
    assert any(line.startswith("changed: ") and line.endswith("was fine, is worn") for line in told)
    assert "worn before, fine now: which holds?" in told
    assert "saved: fine, not as before" in told and "saved: fine holds" in told
