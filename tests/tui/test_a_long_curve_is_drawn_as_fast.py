"""Of a long curve only as many points are drawn as the plot has room for."""

from altui.wording.view.curve import DENSEST, thinned


def test_a_short_curve_is_drawn_whole() -> None:
    points = list(range(DENSEST * 40))
    assert thinned(points, 40) == points


def test_a_long_one_keeps_its_ends_and_its_points_while_it_grows() -> None:
    before, after = thinned(range(20_000), 40), thinned(range(20_001), 40)
    assert len(before) <= DENSEST * 40 + 1
    assert (before[0], before[-1], after[-1]) == (0, 19_999, 20_000)
    assert set(before[:-1]) <= set(after)
