"""The digest that tells whether two people label the same rows, with the same classes and check."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b, sha256

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


def order_seed_of(seed: int, name: str) -> int:
    """The seed of a person's own order of questions, below 2**32."""
    mark = blake2b(f"{seed} {name}".encode(errors="surrogatepass"), digest_size=4)
    return int.from_bytes(mark.digest(), "big")
