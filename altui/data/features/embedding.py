"""Texts as vectors, by WordLlama (the extra `embeddings`): its model is in its wheel, and nothing
is downloaded. What was made once is kept in the session's folder.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import numpy as np

from altui.data.features.allocation import Floats, new_matrix
from altui.data.table import Table
from altui.errors import InputError

MODEL = "wordllama-l2-supercat-256"
LENGTH = 256
LONGEST_TEXT = 32_768
"""Characters of a text that count; its vector is the mean over its tokens."""

BATCH = 64
DIGESTING = 0.1  # of the progress
CACHE = "embedding-"

Progress = Callable[[float], None]


def embed(table: Table, names: Sequence[str], on_progress: Progress) -> Floats:
    """A vector of length one for the texts of each row, float32 (rows, LENGTH); of none, zeros.

    Taken from the folder `table.scratch` where they lie there already, else put there.
    """
    digest = hashlib.sha256(MODEL.encode())
    for texts in _documents(table, names, on_progress, 0.0, DIGESTING):
        for text in texts:
            digest.update(b"%d:" % len(text) + text.encode("utf-8", "surrogatepass"))
    place = table.scratch and table.scratch / f"{CACHE}{digest.hexdigest()[:32]}.npy"
    made = _cached(place, len(table)) if place else None
    if made is None:
        made = _made(table, names, on_progress)
        if place:
            _keep(made, place)
    on_progress(1.0)
    return made


def load_model() -> Any:
    """Raises InputError where the extra is not installed."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")  # or it warns of each new process
    root, quiet = logging.getLogger(), logging.NullHandler()
    root.addHandler(quiet)  # or importing it would send all logging to the terminal
    try:
        import wordllama
    except ImportError:
        raise InputError(
            "turning text into vectors needs an extra package",
            hint="Install it: pip install 'altui[embeddings]'",
        ) from None
    finally:
        root.removeHandler(quiet)
    # It looks for its tokenizer in a folder of another name, unless that is its cache.
    own = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(dim=LENGTH, cache_dir=own, disable_download=True)


def _made(table: Table, names: Sequence[str], on_progress: Progress) -> Floats:
    model = load_model()
    model.tokenizer.no_padding()
    vectors = new_matrix(len(table), LENGTH, table.scratch)
    row = 0
    for texts in _documents(table, names, on_progress, DIGESTING, 1.0):
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        for encoded in model.tokenizer.encode_batch(clean, add_special_tokens=False):
            vectors[row] = _unit(model.embedding[encoded.ids]) if encoded.ids else 0.0
            row += 1
    return vectors


def _unit(tokens: Floats) -> Floats:
    """The mean of the tokens' vectors, scaled to length one."""
    mean = tokens.mean(axis=0)
    length = np.linalg.norm(mean)
    return np.asarray(mean / length if length else mean, np.float32)


def _documents(
    table: Table, names: Sequence[str], on_progress: Progress, begin: float, end: float
) -> Iterator[list[str]]:
    """The text of each row, some rows at a time; tells the progress from `begin` to `end`."""
    places = [table.columns.index(name) for name in names]
    rows, done = max(len(table), 1), 0
    for chunk in table.chunks():
        columns = [chunk.columns[place] for place in places]
        for start in range(0, len(chunk.lines), BATCH):
            parts = [column[start : start + BATCH] for column in columns]
            yield ["\n".join(texts)[:LONGEST_TEXT] for texts in zip(*parts, strict=True)]
            done += len(parts[0])
            on_progress(begin + (end - begin) * done / rows)


def _cached(place: Path, rows: int) -> Floats | None:
    """The vectors kept in a file, mapped; None where there is none, or a damaged one."""
    try:
        with place.open("rb") as file:
            found = np.load(place, mmap_mode="r", allow_pickle=False)
            file.seek(-hashlib.sha256().digest_size, os.SEEK_END)
            checksum = file.read()
    except (OSError, ValueError, EOFError):
        return None
    if not isinstance(found, np.ndarray) or found.dtype != np.float32:
        return None
    if found.shape != (rows, LENGTH) or hashlib.sha256(found.data).digest() != checksum:
        return None
    return np.asarray(found)


def _keep(vectors: Floats, place: Path) -> None:
    """Mode 0600, whole or not at all; where it cannot be written it is made again next time."""
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=CACHE, delete=False) as file:
            try:
                _write(vectors, file)
                Path(file.name).replace(place)
            except BaseException:
                Path(file.name).unlink()
                raise
        for other in place.parent.glob(f"{CACHE}*"):
            if other != place:
                other.unlink()


def _write(vectors: Floats, file: IO[bytes]) -> None:
    np.lib.format.write_array(file, vectors, allow_pickle=False)
    file.write(hashlib.sha256(vectors.data).digest())
    file.flush()
