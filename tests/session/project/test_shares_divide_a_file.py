"""Shares divide a file: each row beyond the check and the overlap is in one of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from altui.data.units.identical import Identical
from altui.data.units.units import ALONE, Units
from altui.errors import InputError
from altui.session.project.allotment import Allotment, allot, find_overlap
from altui.session.project.digest import digest_of, order_seed_of
from altui.session.project.shares import Share, check_overlap, parse_share
from altui.session.settings import Settings
from altui.session.state.check_draw import draw_check
from tests.session.making import Data


def settings_of(ids: list[str], **changes: object) -> Settings:
    project = digest_of(ids, ("no", "yes"), 0)
    return Data(len(ids)).settings(**{"project": project, **changes})


def each_share(
    now: Settings, of: int, ids: list[str], units: Units = ALONE, drawn: list[int] | None = None
) -> list[Allotment]:
    found = [
        allot(replace(now, share=f"{k}/{of}"), ids, units, drawn or []) for k in range(1, of + 1)
    ]
    assert all(found)
    return [each for each in found if each is not None]


@st.composite
def files(draw: st.DrawFn) -> tuple[list[str], Units]:
    """Rows with ids of any kind, some identical, some of a group."""
    n = draw(st.integers(1, 60))
    texts = st.text(st.characters(blacklist_categories=()), min_size=1, max_size=6)
    ids = draw(st.lists(texts, min_size=n, max_size=n, unique=True))
    keys = draw(st.lists(st.integers(0, 2 * n), min_size=n, max_size=n))
    groups = draw(st.none() | st.lists(st.integers(0, 9), min_size=n, max_size=n))
    codes = None if groups is None else np.array(groups, np.int32)
    return ids, Units(Identical.of(np.arange(n), np.array(keys), n), codes)


@settings(max_examples=200, deadline=None)
@given(
    file=files(),
    of=st.integers(1, 5),
    overlap=st.sampled_from([0.0, 0.1, 0.5, 1.0]),
    seed=st.integers(0, 9),
)
def test_each_row_is_in_one_share_but_what_all_have(
    file: tuple[list[str], Units], of: int, overlap: float, seed: int
) -> None:
    ids, units = file
    drawn = np.random.default_rng(seed).choice(len(ids), min(3, len(ids)), replace=False)
    now = settings_of(ids, overlap=overlap)
    shares = each_share(now, of, ids, units, drawn.tolist())
    shared = find_overlap(now, ids, units) | units.with_copies(drawn, len(ids))
    count = np.sum([each.mine for each in shares], axis=0)
    assert (count[shared] == of).all() and (count[~shared] == 1).all()
    for each in shares:
        assert np.array_equal(each.common, shares[0].common), "the order is everybody's"
        assert np.array_equal(np.flatnonzero(each.is_common), np.sort(each.common))
        assert np.array_equal(each.is_common, find_overlap(now, ids, units))


@settings(max_examples=200, deadline=None)
@given(file=files(), of=st.integers(2, 5))
def test_identical_rows_and_groups_stay_together(file: tuple[list[str], Units], of: int) -> None:
    ids, units = file
    n = len(ids)
    number = np.argmax([each.mine for each in each_share(settings_of(ids), of, ids, units)], axis=0)
    copies = Units(units.identical).codes(n)
    for code in np.unique(copies):
        assert len(set(number[copies == code])) == 1
    if units.groups is None:
        return
    firsts = [row for row in range(n) if not (copies[:row] == copies[row]).any()]
    for group in np.unique(units.groups):
        members = [row for row in firsts if units.groups[row] == group]
        assert len(set(number[members])) <= 1, "but copies of rows of other groups"


@pytest.mark.parametrize("of", [2, 3, 7])
def test_shares_are_alike_in_size(of: int) -> None:
    ids = [f"r{row}" for row in range(7000)]
    sizes = [int(each.mine.sum()) for each in each_share(settings_of(ids), of, ids)]
    wide = 4 * np.sqrt(7000 * (1 / of) * (1 - 1 / of))
    assert all(abs(size - 7000 / of) < wide for size in sizes)


def test_what_overlaps_does_not_depend_on_the_share() -> None:
    """Else the overlap would come from some shares more than from others."""
    ids = [f"r{row}" for row in range(7000)]
    now = settings_of(ids, overlap=0.1)
    first, _ = each_share(now, 2, ids)
    alone, _ = each_share(settings_of(ids), 2, ids)
    common: NDArray[np.integer] = first.common
    assert abs(len(common) - 700) < 4 * np.sqrt(7000 * 0.1 * 0.9)
    assert abs(np.mean(alone.mine[common]) - 0.5) < 4 * 0.5 / np.sqrt(len(common))


def test_another_project_divides_in_another_way() -> None:
    ids = [f"r{row}" for row in range(400)]
    one, other = (
        allot(
            settings_of(ids, share="1/2", project=digest_of(ids, ("no", "yes"), seed)),
            ids,
            ALONE,
            [],
        )
        for seed in (0, 1)
    )
    assert one and other and not np.array_equal(one.mine, other.mine)


def test_the_digest_is_over_ids_in_their_order_classes_in_none_and_the_seed() -> None:
    ids = [f"r{row}" for row in range(3)]
    whole = digest_of(ids, ("a", "b"), 0)
    assert len(whole) == 32 and int(whole, 16) >= 0
    assert digest_of(ids, ("b", "a"), 0) == whole
    others = [
        digest_of(ids[::-1], ("a", "b"), 0),
        digest_of(ids[:2], ("a", "b"), 0),
        digest_of(["r0r1", "r2"], ("a", "b"), 0),
        digest_of(ids, ("a", "bc"), 0),
        digest_of(ids, ("a,b",), 0),
        digest_of(ids, ("a", "b"), 1),
    ]
    assert len({whole, *others}) == 7
    assert digest_of(["\ud800"], ("\udfff",), 0), "what no encoding has"


def test_the_check_is_everybodys_and_the_order_a_persons_own() -> None:
    seeds = {order_seed_of(0, name) for name in ("kim", "sam", "Kim", "")}
    assert len(seeds) == 4 and all(0 <= seed < 2**32 for seed in seeds)
    assert order_seed_of(0, "kim") != order_seed_of(1, "kim")
    data = Data(300)
    draws = draw_check(np.arange(300), data.units, 30, 0)
    for share in ("", "1/2", "2/2"):
        found = allot(data.settings(share=share), data.ids, data.units, [d.row for d in draws])
        assert found is None or found.mine[[d.row for d in draws]].all()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3/2", "there is no share 3 of 2"),
        ("0/2", "there is no share 0 of 2"),
        ("1/0", "there is no share 1 of 0"),
        ("x", "'x' is no share"),
        ("1", "'1' is no share"),
        ("1/2/3", "is no share"),
        ("-1/2", "is no share"),
        ("½", "is no share"),
        ("", "'' is no share"),
    ],
)
def test_what_is_no_share_is_named(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        parse_share(text)
    assert caught.value.hint


def test_a_share_is_written_in_one_way() -> None:
    assert parse_share(" 01/02 ") == Share(1, 2)
    assert str(parse_share("01/02")) == "1/2"


@pytest.mark.parametrize("overlap", [-0.1, 1.1, float("nan"), float("inf")])
def test_what_is_no_overlap_is_named(overlap: float) -> None:
    with pytest.raises(InputError, match="is not possible"):
        check_overlap(overlap)
