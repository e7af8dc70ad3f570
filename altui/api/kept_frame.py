"""A data frame that is labeled: kept as a Parquet file beside its session, which reads its data
again whenever it is opened or exported.

It is `SESSION.parquet`. A frame that is given again has to be the same, but for altui's columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from altui.api.frames import import_pyarrow
from altui.data.labels.earlier_export import OWN
from altui.data.writers.writing import appearing
from altui.errors import InputError, SessionError

if TYPE_CHECKING:
    from altui.api.label_options import FilePath


def is_file(data: Any) -> bool:
    """Whether it is the name of a file, and no frame."""
    return isinstance(data, str | PathLike)


def keep_frame(frame: Any, session: FilePath | None, *, accept_changes: bool = False) -> Path:
    """The file of a frame (pandas, polars, pyarrow, or another that Arrow can take).

    Raises InputError for what is no frame, and without a session; SessionError if the session was
    begun with another one, unless such `accept_changes`.
    """
    if session is None:
        raise InputError(
            "a data frame has no file beside which its session could be",
            hint='Name the file of the session: session="messages.altui"',
        )
    place = Path(session)
    file = place.with_name(f"{place.name}.parquet")
    table = _as_arrow(frame)
    if not (place.exists() and file.exists()):
        _write(table, file)
        return file
    kept = import_pyarrow().parquet.read_table(file)
    table = _without_own(table, but=kept.column_names)
    if not kept.equals(table):
        if not accept_changes:
            raise SessionError(
                "this frame is not the one that the session was begun with",
                where=str(place),
                hint="Give the same rows and columns; or `accept_changes`: labels then follow "
                "their rows by id, or by content.",
            )
        _write(table, file)
    return file


def with_columns(frame: Any, added: Any) -> Any:
    """The frame, of the same library, with these columns of a pyarrow.Table in place of altui's
    older ones. A frame of another library becomes a pyarrow.Table."""
    library = _library_of(frame)
    if library == "pandas":
        columns, frame = added.to_pandas(), frame.drop(columns=_own(frame.columns))
        return frame.assign(**{name: columns[name].array for name in columns})
    if library == "polars":
        return frame.drop(_own(frame.columns)).hstack(type(frame)(added))
    arrow = import_pyarrow()
    table = frame if library == "pyarrow" else arrow.table(frame)
    table = table.drop_columns(_own(table.column_names))
    for name, column in zip(added.column_names, added.columns, strict=True):
        table = table.append_column(name, column)
    return table


def _library_of(frame: Any) -> str:
    return type(frame).__module__.partition(".")[0]


def _own(names: Iterable[Any]) -> list[Any]:
    return [name for name in names if str(name).startswith(OWN)]


def _as_arrow(frame: Any) -> Any:
    """As a pyarrow.Table, in which NaN is no value."""
    arrow = import_pyarrow()
    try:
        if _library_of(frame) == "pandas":
            table = arrow.Table.from_pandas(frame, preserve_index=False)
        elif _library_of(frame) == "polars" and hasattr(frame, "to_arrow"):
            table = frame.to_arrow()
        elif hasattr(frame, "__arrow_c_stream__"):
            table = arrow.table(frame)
        else:
            raise InputError(
                f"a {type(frame).__name__} is no data frame",
                hint="Give a frame of pandas, polars or pyarrow, or the name of a file.",
            )
    except (arrow.ArrowInvalid, arrow.ArrowTypeError, arrow.ArrowNotImplementedError) as error:
        raise InputError(f"the frame cannot be kept: {error.args[0]}") from None
    for place, column in enumerate(table.columns):
        if arrow.types.is_floating(column.type):
            nothing = arrow.scalar(None, column.type)
            without = arrow.compute.if_else(arrow.compute.is_nan(column), nothing, column)
            table = table.set_column(place, table.field(place).with_type(column.type), without)
    return table.replace_schema_metadata(None)


def _without_own(table: Any, but: list[str]) -> Any:
    """Without what altui has added to it since."""
    names = table.column_names
    return table.select([name for name in names if name in but or not name.startswith(OWN)])


def _write(table: Any, file: Path) -> None:
    with appearing(file) as stream:
        import_pyarrow().parquet.write_table(table, stream)
