"""Words that count are marked where they stand, and the text stays as it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from altui.display.marking import Piece, marked
from altui.display.text import displayable, wrap

texts = st.text(st.sampled_from("ab Ã 1-.\n中"), max_size=60)
weights = st.dictionaries(
    st.text(st.sampled_from("ab1ã中"), min_size=2, max_size=3), st.floats(-2, 2), max_size=5
)


@given(texts, weights, st.integers(4, 30))
def test_the_pieces_are_the_lines(text: str, words: dict[str, float], width: int) -> None:
    lines = wrap(displayable(text), width)
    assert ["".join(piece.text for piece in pieces) for pieces in marked(lines, words)] == lines


def test_a_word_is_marked_whatever_its_case_and_only_when_it_is_whole() -> None:
    (line,) = marked(["Free offers: FREE, freedom"], {"free": 1.5})
    assert line == [
        Piece("Free", 1.5),
        Piece(" offers: "),
        Piece("FREE", 1.5),
        Piece(", freedom"),
    ]


def test_a_pair_is_marked_over_a_line_end_and_the_louder_weight_counts() -> None:
    first, second = marked(["a free", "trial of"], {"free trial": -2.0, "trial": 1.0, "free": 3.0})
    assert first == [Piece("a "), Piece("free", 3.0)]
    assert second == [Piece("trial", -2.0), Piece(" of")]
