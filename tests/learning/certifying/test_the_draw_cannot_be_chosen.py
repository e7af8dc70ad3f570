"""The order of a certificate's rows follows from a digest, by a rule that anybody can repeat."""

from __future__ import annotations

from hashlib import sha256

import numpy as np

from altui.learning.certifying.digest_order import DigestOrder


def test_rows_are_sorted_by_the_hash_of_digest_and_number() -> None:
    pool = np.arange(50) % 3 > 0
    order = DigestOrder(pool, "abc")
    drawn = [order.at(place) for place in range(int(pool.sum()))]
    rows = np.flatnonzero(pool).tolist()
    assert drawn == sorted(rows, key=lambda row: sha256(f"abc:{row}".encode()).digest())
    assert drawn != rows and order.first(pool) == drawn[0]


def test_another_digest_is_another_order() -> None:
    pool = np.ones(50, bool)
    one, other = (DigestOrder(pool, digest) for digest in ("abc", "abd"))
    assert [one.at(k) for k in range(50)] != [other.at(k) for k in range(50)]


def test_every_row_comes_first_equally_often() -> None:
    pool = np.ones(5, bool)
    firsts = [DigestOrder(pool, str(digest)).at(0) for digest in range(1000)]
    # With p = 1/5, a count beyond these limits would come once in ten thousand.
    assert all(150 <= count <= 252 for count in np.bincount(firsts))
