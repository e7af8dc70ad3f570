"""A column of texts kept as bytes gives the same texts, a few at a time where they are long."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.data import strings
from altui.data.strings import Strings

MIB = 1 << 20


@given(
    st.lists(st.text("ab é日\ud800", max_size=9), max_size=20),
    st.integers(1, 5),
    st.integers(0, 12),
)
def test_whatever_is_decoded_together(values: list[str], run: int, run_bytes: int) -> None:
    column = Strings(values)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strings, "RUN", run)
        patch.setattr(strings, "RUN_BYTES", run_bytes)
        assert list(column) == list(Strings.mapped(*column.buffers())) == column[:] == values


@pytest.mark.parametrize("letter", ["a", "é"])
def test_long_texts_are_not_all_there_at_once(letter: str) -> None:
    column = Strings(letter * MIB for _ in range(40))
    tracemalloc.start()
    lengths = [len(text) for text in column]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lengths == [MIB] * 40
    assert peak < 20 * MIB
