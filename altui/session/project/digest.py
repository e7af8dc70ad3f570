"""The digest that tells whether two people label the same rows, with the same classes and check."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING

from altui.desk.chains import Project

if TYPE_CHECKING:
    from altui.data.dataset import Dataset

DIGEST_LENGTH = 32
"""Hexadecimal digits."""

_AT_ONCE = 1 << 16


def digest_of(ids: Sequence[str], classes: Sequence[str], seed: int) -> str:
    """SHA-256 over the ids of all rows in their order, the names of the classes in theirs, and the
    seed, which draws the check; cut to DIGEST_LENGTH."""
    found = sha256(json.dumps([sorted(classes), seed, len(ids)]).encode("ascii"))
    for start in range(0, len(ids), _AT_ONCE):
        found.update(json.dumps([*ids[start : start + _AT_ONCE]]).encode("ascii"))
    return found.hexdigest()[:DIGEST_LENGTH]


def project_of_data(dataset: Dataset, seed: int) -> Project:
    """The project of a session that begins on these data now."""
    classes = tuple(sorted(dataset.classes))
    return Project(digest_of(dataset.ids, classes, seed), dataset.n, classes, seed)


def order_seed_of(seed: int, name: str) -> int:
    """The seed of a person's own order of questions, below 2**32."""
    mark = blake2b(f"{seed} {name}".encode(errors="surrogatepass"), digest_size=4)
    return int.from_bytes(mark.digest(), "big")
