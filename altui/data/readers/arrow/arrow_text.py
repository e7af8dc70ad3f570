"""The text of Arrow values, as a person would expect to see them."""

from __future__ import annotations

import json
import re
from typing import Any

NO_FRACTION = re.compile(r"\.0+(?=Z?$)")


def as_texts(column: Any) -> list[str]:
    """The cells of an Arrow array: a null (and NaN) is empty, lists and structs are JSON text,
    bytes that are no text are hex.
    """
    import pyarrow

    kind = column.type
    if pyarrow.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind):
        return ["" if value is None else value for value in column.to_pylist()]
    # to_pylist would refuse nanoseconds, and give a float32 digits that it does not have.
    if pyarrow.types.is_timestamp(kind):
        return [NO_FRACTION.sub("", text) for text in _cast(column)]
    if pyarrow.types.is_floating(kind):
        return ["" if text == "nan" else text for text in _cast(column)]
    return [as_text(value) for value in column.to_pylist()]


def _cast(column: Any) -> list[str]:
    import pyarrow

    return ["" if value is None else value for value in column.cast(pyarrow.string()).to_pylist()]


def as_text(value: Any) -> str:
    """One value; bytes are text where they are UTF-8, and else hex."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value.hex()
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=as_text)
    return str(value)
