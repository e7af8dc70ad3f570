"""A key that was pressed before the row was painted answers nothing, one pressed after it does."""

from time import monotonic

from altui.tui.painted import Painted


def test_only_a_key_pressed_after_the_paint_counts() -> None:
    painted, sent = Painted(0.0), monotonic()
    painted.paint(sent)
    assert painted.at == sent
    assert not painted.counts(sent - 0.001)
    assert painted.counts(sent + 0.001) and painted.counts()
    painted.paint()
    assert painted.counts(sent), "keys that Textual has kept waiting come after its paint"
    painted.cover()
    assert not painted.counts()
