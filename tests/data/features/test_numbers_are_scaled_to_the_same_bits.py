"""However the numbers of a column come together, each becomes what it becomes by the book."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as shapes

from altui.data.features.blocks import LIMIT, SCALED_LIMIT, NumericBlock

cells = st.one_of(
    st.floats(-1e6, 1e6), st.floats(allow_infinity=False), st.just(float("nan")),
    st.sampled_from([1e149, -1e151, 1e300, 1e-300, 3e38, 0.0]),
)  # fmt: skip
columns = shapes.arrays(np.float64, st.tuples(st.integers(3, 40), st.just(2)), elements=cells)


@settings(deadline=None, max_examples=300)
@given(columns, columns)
def test_a_new_row_is_shifted_cut_filled_and_scaled(fitted: np.ndarray, new: np.ndarray) -> None:
    block = NumericBlock(2)
    block.start(np.empty(fitted.shape, np.float32), list(fitted.T))
    block.put(0, list(fitted.T))
    block.finish(lambda _: None)
    out = np.empty(new.shape, np.float32)
    block.transform(list(new.T), out)
    told = block.to_json()
    by_book = np.clip(new, -LIMIT, LIMIT) - np.array(told["shift"])
    by_book = np.clip(by_book / np.array(told["scale"]), -SCALED_LIMIT, SCALED_LIMIT)
    by_book = by_book.astype(np.float32)
    np.copyto(by_book, np.array(told["fill"], np.float32), where=np.isnan(by_book))
    by_book -= np.array(told["mean"]).astype(np.float32)
    by_book /= np.array(told["deviation"]).astype(np.float32)
    assert out.tobytes() == by_book.tobytes()
