"""A number for each id, by which rows are drawn: the same today, tomorrow and on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from altui.data.readers.arrow.arrow_text import as_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

WORD = 8  # bytes that are mixed in at a time
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def hash_ids(ids: Any) -> Hashes:
    """The hashes (n,) of an Arrow array without nulls: of whole numbers by their value, of all else
    by the text of their cells. By Steele, Lea and Flood (2014), SplitMix64."""
    import pyarrow

    kind = ids.type
    if pyarrow.types.is_integer(kind):
        # Of 64 bits without a sign the upper half is read as negative: still one number each.
        values = ids.to_numpy(zero_copy_only=False).astype(np.int64).view(np.uint64)
        return _mixed(values)
    if not pyarrow.types.is_string(kind) and not pyarrow.types.is_large_string(kind):
        ids = pyarrow.array(as_texts(ids))
    return _of_text(ids.cast(pyarrow.large_string()))


def _mixed(values: Hashes) -> Hashes:
    """The finalizer of SplitMix64 after one step: a permutation of all numbers of 64 bits."""
    with np.errstate(over="ignore"):
        mixed: Hashes = values + _GOLDEN
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _of_text(texts: Any) -> Hashes:
    """Word by word for all texts at once; the length goes in first, so that the zeros which fill
    the last word say nothing."""
    count = len(texts)
    _, ends, data = texts.buffers()
    places = np.frombuffer(ends, np.int64)[texts.offset : texts.offset + count + 1]
    lengths = np.diff(places)
    found = _mixed(lengths.view(np.uint64))
    last = int(places[-1]) if count else 0
    text = np.zeros(last + WORD, np.uint8)
    if data is not None:
        text[:last] = np.frombuffer(data, np.uint8)[:last]
    longest = int(lengths.max(initial=0))
    rows = np.arange(count)
    for start in range(0, longest, WORD):
        rows = rows[lengths[rows] > start]
        words = text[(places[rows] + start)[:, np.newaxis] + np.arange(WORD)]
        words[np.arange(WORD) >= (lengths[rows] - start)[:, np.newaxis]] = 0
        found[rows] = _mixed(found[rows] ^ words.view("<u8")[:, 0].astype(np.uint64))
    return found
