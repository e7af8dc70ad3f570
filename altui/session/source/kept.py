"""What was made of a session's data at an earlier start, kept in the folder beside the session.

A kept file is used where nothing has changed that it depends on: the file, its columns, the options
and the code. It is never needed: what is missing, damaged or of another time is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altui.data.kept.code_mark import code_mark
from altui.data.kept.container import NEW, Damaged, KeptFile, Unwanted, writing
from altui.data.kept.features import can_be_kept, features_from_tree, features_to_tree
from altui.data.kept.rows import rows_from_tree, rows_to_tree
from altui.data.kept.trees import arrays_in, pack, unpack
from altui.data.schema import FEATURES
from altui.learning.arrays import is_sparse
from altui.session.source.kept_files import SUFFIX, has_room
from altui.session.source.reload import load_filed, options_of, schema_of, with_classes

if TYPE_CHECKING:
    from altui.data.dataset import DataOptions, Dataset
    from altui.data.features.matrix import Features
    from altui.data.schema import Schema
    from altui.data.table import Table
    from altui.learning.arrays import BoolArray
    from altui.learning.generation import Generation
    from altui.session.settings import Settings

Progress = Callable[[float], None]

ROWS, MATRIX, TYPICAL = (f"{name}{SUFFIX}" for name in ("rows", "features", "typical"))

BYTES_A_ROW = 64
"""Of ids, places and labels, beside the matrix."""

LATER = ("encoder", "spread")
"""Parts that no first Round reads: of a large file they are checked while the person reads."""

LARGE = 1 << 28
"""Bytes. A smaller file is checked within a tenth of a second."""


@dataclass
class Kept:
    """`folder` is the one beside the session; with None nothing is found and nothing kept. `notes`
    say what had to be made anew because it was damaged."""

    folder: Path | None
    notes: list[str] = field(default_factory=list)
    _filed: Dataset | None = None
    _rows_key: str = ""
    _typical_key: str = ""
    _features: Features | None = None
    _whole: Dataset | None = None
    made: dict[str, list[str]] = field(default_factory=dict)
    """What was made anew, with the notes on it."""
    files: list[KeptFile] = field(default_factory=list)

    def dataset(
        self,
        table: Table,
        settings: Settings,
        on_progress: Progress | None = None,
        *,
        with_test: bool,
    ) -> Dataset:
        """The data with the roles and options of these settings, by the classes that hold now. For
        `with_test` see `load_source`."""
        schema, options = schema_of(table, settings), options_of(settings)
        self._rows_key = _rows_key(table, schema, options, with_test=with_test)
        file = self._find(ROWS, self._rows_key)
        if file is None:
            make = partial(load_filed, table, settings, on_progress, with_test=with_test)
            filed = self.load(table, make)
        else:
            filed = rows_from_tree(unpack(file.tree, file), table, schema, options)
            self._filed = filed
        # Of a set that has changed nobody knows yet which of the rows are there still.
        is_same = table.fingerprint() == settings.fingerprint
        is_grown = is_same and bool(settings.refills)
        return with_classes(self._grow(settings) if is_grown else filed, settings)

    def grow(self, settings: Settings) -> Dataset:
        """The data as `dataset` gave them, with all rows that were added to the sample by these
        settings."""
        return with_classes(self._grow(settings), settings)

    def refill(self, settings: Settings) -> tuple[Dataset, Features]:
        """The data as they were loaded and their features, with all rows that were added to the
        sample by these settings."""
        return self._grow(settings), self._grown_features()

    def _grow(self, settings: Settings) -> Dataset:
        from altui.data.growing import grown  # a sample is of Parquet: imports pyarrow

        assert self._filed is not None
        self._whole = grown(self._filed, [each.ids for each in settings.refills])
        return self._whole

    def load(self, table: Table, make: Callable[[], Dataset]) -> Dataset:
        """A dataset of the table that is made anew."""
        before = len(table.notes)
        self._filed = make()
        self.made[ROWS] = table.notes[before:]
        return self._filed

    def features(
        self, make: Callable[[Dataset], Features], changed: Dataset | None = None
    ) -> Features:
        """The features of the data as they were loaded, or as they were `changed` after; see
        `build_features`."""
        filed = self._filed = changed or self._filed
        assert filed is not None
        file = self._find(MATRIX, _matrix_key(filed)) if can_be_kept(filed) else None
        if file is not None:
            self._features = features_from_tree(unpack(file.tree, file), filed)
        else:
            before = len(filed.table.notes)
            self._features = make(filed)
            self.made[MATRIX] = filed.table.notes[before:]
        return self._grown_features()

    def _grown_features(self) -> Features:
        """The features of the data with all rows that were added to the sample since."""
        assert self._features is not None and self._filed is not None
        if self._whole is None:
            return self._features
        from altui.data.growing import grown_features

        return grown_features(self._features, self._filed, self._whole)

    def begin(self, settings: Settings) -> None:
        """A new session has begun on the data, with these settings."""
        filed = self._filed
        # What the rows of an earlier export are for depends on the session that begins with them.
        if filed is not None and not self._rows_key and not filed.options.earlier:
            schema, options = schema_of(filed.table, settings), options_of(settings)
            self._rows_key = _rows_key(filed.table, schema, options, with_test=True)

    def save(self, typical: list[int], is_wanted: Callable[[], bool]) -> None:
        """Keep what was made anew, and the first `typical` rows if nobody knew them. What cannot be
        written is not kept."""
        if self.folder is None or self._filed is None:
            return
        with suppress(OSError, Unwanted):
            if self.made and not has_room(self.folder, self._size()):
                note = "too little room on the disk for a quick start"
                self.notes.append(f"{self.folder.name}: {note}")
                return
            for left in self.folder.glob(f"{NEW}*{SUFFIX}"):
                left.unlink()
            for name in (MATRIX, ROWS):
                if name in self.made and (found := self._tree(name)) is not None:
                    self._write(name, *found, is_wanted)
                    del self.made[name]
            if typical and self._typical_key:
                self._write(TYPICAL, self._typical_key, {"rows": typical}, is_wanted)

    def typical(self, pool: BoolArray, seed: int, generation: Generation) -> list[int]:
        """The first typical rows of the pool (n,), where an earlier start has found them."""
        if self._filed is None or not can_be_kept(self._filed):
            return []
        self._typical_key = _key(
            "typical", _matrix_key(self._filed), _digest(pool), seed, generation.clusters_fewer
        )
        file = self._find(TYPICAL, self._typical_key)
        if file is None:
            return []
        self._typical_key = ""  # it is there
        return list(file.tree["rows"])

    def _size(self) -> int:
        """About how many bytes would be kept."""
        if self._filed is None or self._features is None:
            return 0
        matrix: Any = self._features.matrix
        parts = [matrix.data, matrix.indices, matrix.indptr] if is_sparse(matrix) else [matrix]
        return int(sum(part.nbytes for part in parts)) + BYTES_A_ROW * self._filed.n

    def check_rest(self, is_wanted: Callable[[], bool]) -> None:
        """Read what was not checked yet. A damaged file is removed and told."""
        for file in self.files:
            try:
                file.check_all(is_wanted)
            except Damaged:
                self._drop(file.path)
                self.notes.append(f"{_damaged(file.path)}; start altui again to make it anew")

    def _find(self, name: str, key: str) -> KeptFile | None:
        """The kept file of this key, checked as far as it is read now."""
        if self.folder is None:
            return None
        path = self.folder / name
        try:
            file = KeptFile(path)
            if file.key != key:
                return None
            later = LATER if file.size >= LARGE else ()
            parts = {name: part for name, part in file.tree.items() if name not in later}
            file.check(arrays_in(parts))
        except Damaged:
            self._drop(path)
            self.notes.append(f"{_damaged(path)} and was made anew")
            return None
        except OSError:
            return None
        self.files.append(file)
        return file

    def _drop(self, path: Path) -> None:
        with suppress(OSError):
            path.unlink()

    def _write(self, name: str, key: str, tree: Any, is_wanted: Callable[[], bool]) -> None:
        assert self.folder is not None
        with writing(self.folder / name, is_wanted) as writer:
            writer.finish(key, pack(tree, writer))

    def _tree(self, name: str) -> tuple[str, Any] | None:
        filed, features = self._filed, self._features
        assert filed is not None
        if name == ROWS:
            tree = rows_to_tree(filed, self.made[name])
            return (self._rows_key, tree) if self._rows_key else None
        if features is None or not can_be_kept(filed):
            return None
        made = features_to_tree(features, filed, self.made[name])
        return None if made is None else (_matrix_key(filed), made)


def _digest(array: BoolArray) -> str:
    return blake2b(array.tobytes(), digest_size=16).hexdigest()


def _damaged(path: Path) -> str:
    return f"{path.parent.name}/{path.name} was damaged"


def _rows_key(table: Table, schema: Schema, options: DataOptions, *, with_test: bool) -> str:
    """Of all that loading depends on. A test file is named by its place: the session knows what was
    in it."""
    return _key("rows", table.fingerprint(), schema.roles(), schema.readings(), options.to_json(),
                options.test is not None and with_test)  # fmt: skip


def _matrix_key(filed: Dataset) -> str:
    """Of all that features depend on, which is less than what the rows depend on."""
    schema, options, test = filed.schema, filed.options, filed.test_table
    learned = [[each.name, each.role.value] for each in schema.columns if each.role in FEATURES]
    readings = {name: each for name, each in schema.readings().items() if name in dict(learned)}
    words = [options.seed_text, filed.classes] if options.seed_text else None
    # A file that is cut otherwise, or in another encoding, has other cells in the same bytes.
    layouts = [each.to_json() for each in (options.layout, options.test_layout)]
    return _key("features", filed.fingerprint, test and test.fingerprint(), layouts, learned,
                readings, options.html, options.boundary, options.embed, words)  # fmt: skip


def _key(*told: Any) -> str:
    return blake2b(json.dumps([code_mark(), *told]).encode(), digest_size=16).hexdigest()
