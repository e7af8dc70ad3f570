"""Objects of JSON that also hold arrays, matrices and columns of text: as arrays of a kept file.

A long list of a JSON object becomes an array or a column of text too, and stays one when it is read
again: parsing half a million numbers would take as long as the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.data.strings import Strings

if TYPE_CHECKING:
    from altui.data.kept.container import KeptFile, KeptWriter

LONG = 256
ARRAY, STRINGS, CSR = "$array", "$strings", "$csr"
ESCAPE = "\\"
"""Before a name that begins as these do, such as that of a column."""


def pack(value: Any, writer: KeptWriter) -> Any:
    """The value as JSON, its arrays written."""
    if isinstance(value, np.ndarray):
        return {ARRAY: writer.add(value)}
    if isinstance(value, Strings):
        return {STRINGS: [writer.add(each) for each in value.buffers()]}
    if hasattr(value, "indptr"):
        parts = [writer.add(each) for each in (value.data, value.indices, value.indptr)]
        return {CSR: [parts, list(value.shape), bool(value.has_sorted_indices)]}
    if isinstance(value, Mapping):
        return {_escaped(name): pack(each, writer) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return _pack_list(value, writer)
    return value


def _escaped(name: str) -> str:
    return f"{ESCAPE}{name}" if name.startswith(("$", ESCAPE)) else name


def _pack_list(values: Sequence[Any], writer: KeptWriter) -> Any:
    if len(values) >= LONG:
        kinds = set(map(type, values))
        if kinds == {str}:
            return pack(Strings(values), writer)
        if kinds <= {int, float}:
            return pack(np.array(values), writer)
    return [pack(each, writer) for each in values]


def unpack(packed: Any, file: KeptFile) -> Any:
    """The value, its arrays mapped. None of them is checked."""
    if isinstance(packed, list):
        return [unpack(each, file) for each in packed]
    if not isinstance(packed, dict):
        return packed
    if ARRAY in packed:
        return file.array(packed[ARRAY])
    if STRINGS in packed:
        return Strings.mapped(*(file.array(each) for each in packed[STRINGS]))
    if CSR in packed:
        return _csr(packed[CSR], file)
    return {name.removeprefix(ESCAPE): unpack(each, file) for name, each in packed.items()}


def arrays_in(packed: Any) -> list[int]:
    """The numbers of all arrays of a packed value."""
    if isinstance(packed, list):
        return [number for each in packed for number in arrays_in(each)]
    if not isinstance(packed, dict):
        return []
    if ARRAY in packed:
        return [packed[ARRAY]]
    if STRINGS in packed:
        return list(packed[STRINGS])
    if CSR in packed:
        return list(packed[CSR][0])
    return [number for each in packed.values() for number in arrays_in(each)]


def _csr(packed: Any, file: KeptFile) -> Any:
    from scipy.sparse import csr_matrix

    parts, shape, is_sorted = packed
    arrays: Any = tuple(file.array(each) for each in parts)
    matrix: Any = csr_matrix(arrays, shape=tuple(shape), copy=False)
    matrix.has_sorted_indices = is_sorted
    return matrix
