"""A long row is equal to another that differs in blanks and capitals only, as a short one is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.data.inference.columns import infer_schema
from altui.data.memory_table import MemoryTable
from altui.data.units import row_texts
from altui.data.units.row_texts import PIECES, fold, hash_rows

WORDS = st.lists(st.text("aBcÄ\u0301éİ漢", min_size=1, max_size=9), max_size=60)
BLANKS = st.lists(st.sampled_from([" ", "  ", "\n", "\t ", "\u3000"]), min_size=60, max_size=60)


@given(WORDS, BLANKS)
def test_the_pieces_say_what_the_whole_says(words: list[str], blanks: list[str]) -> None:
    text = "".join(f"{word}{blank}" for word, blank in zip(words, blanks, strict=False))
    assert " ".join(map(fold, PIECES.findall(text))) == fold(text)


def test_long_rows_are_the_same_where_short_ones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = ["It crashes  again", "it CRASHES again ", "it crashes", "it crashes again\n", "again"]
    table = MemoryTable(
        "made-up", ("id", "text"), [(f"r{row}", cell) for row, cell in enumerate(cells)]
    )
    schema = infer_schema(table, text=("text",))
    short = hash_rows(table, schema).tolist()
    alike = [[a == b for b in short] for a in short]
    monkeypatch.setattr(row_texts, "LONG", 0)
    long = hash_rows(table, schema).tolist()
    assert [[a == b for b in long] for a in long] == alike
    assert long[0] == long[1] == long[3] != long[2]
