"""The libraries of data frames, which altui uses where they are there."""

from __future__ import annotations

from typing import Any

from altui.errors import InputError


def import_pandas() -> Any:
    """pandas. Raises InputError where it is not installed."""
    try:
        import pandas
    except ImportError:
        raise InputError("pandas is not installed", hint="pip install pandas") from None
    return pandas


def import_pyarrow() -> Any:
    """pyarrow. Raises InputError where it is not installed."""
    try:
        import pyarrow
        import pyarrow.compute
        import pyarrow.parquet
    except ImportError:
        raise InputError("pyarrow is not installed", hint="pip install 'altui[parquet]'") from None
    return pyarrow
