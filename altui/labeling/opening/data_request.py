"""What may be said of data: which columns are for what, which classes, which other files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.schema import Role
from altui.labeling.opening.option import option, options_of

if TYPE_CHECKING:
    from altui.data.schema import Schema


@dataclass(frozen=True, kw_only=True)
class DataRequest:
    """The part of an OpenRequest that says how the data are to be read.

    To add an option of the data, add a field here, and one of the same name to DataOptions
    if reading the data needs it.
    """

    target: str | None = option(
        None,
        "--target",
        metavar="COLUMN",
        help="The column that holds the labels.",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.schema.target,
        confirmed=lambda now: now.dataset.schema.target,
    )
    text_columns: tuple[str, ...] = option(
        (),
        "--text",
        metavar="COLUMN",
        help="A column of free text to learn words from; may be given several times.",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.schema.names(Role.TEXT),
        confirmed=lambda _: (),
    )
    id_column: str | None = option(
        None,
        "--id",
        metavar="COLUMN",
        help="The column that names a row.",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.schema.id,
        confirmed=lambda now: now.dataset.schema.id,
    )
    columns: tuple[str, ...] = option(
        (),
        "--columns",
        metavar="A,B=ROLE",
        help="The only columns to show and learn from. A role after = overrides the guess: "
        "numeric, date, categorical, text, vector, image, shown (but not learned from), hidden. "
        "numeric:comma and numeric:point say the decimal mark, date:dmy and date:mdy the order.",
        is_list=True,
        is_of_data=True,
        is_simulated=True,
        confirmed=lambda now: now.columns,
    )
    image: str | None = option(
        None,
        "--image",
        metavar="COLUMN",
        help="A column of paths of pictures, to show and to learn from (extra: images).",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: next(iter(data.schema.names(Role.IMAGE)), None),
    )
    vectors: Path | None = option(
        None,
        "--vectors",
        metavar="FILE.npy",
        kind="file",
        help="A vector to learn from for each row of the data file, in its order.",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.options.vectors,
    )
    embed: bool = option(
        False,
        "--embed",
        kind="flag",
        help="Learn from the meaning of texts too, not only from their words (extra: embeddings).",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.options.embed,
    )
    classes: tuple[str, ...] = option(
        (),
        "--classes",
        metavar="A,B,C",
        help="The classes, in the order you want them.",
        is_list=True,
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: list(data.classes),
        confirmed=lambda now: now.classes,
    )
    test: str | None = option(
        None,
        "--test",
        metavar="COLUMN|FILE|SHARE",
        help="Rows with known labels to measure the accuracy on: a column that marks them, "
        "another file, or a share such as 0.2.",
        is_of_data=True,
        holds=lambda data: data.options.test,
    )
    hide_labels: bool = option(
        False,
        "--hide-labels",
        kind="flag",
        help="Treat the labels in the file as unknown, to practise or to label again; r reveals "
        "one.",
        is_of_data=True,
        holds=lambda data: data.options.hide_labels,
        confirmed=lambda now: now.dataset.options.hide_labels,
    )
    sheet: str | None = option(
        None,
        "--sheet",
        metavar="NAME",
        help="The sheet of a workbook.  [default: the first]",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.options.sheet,
    )

    @property
    def of_data(self) -> dict[str, object]:
        """What is said of the data, by argument, as JSON can hold it."""
        table = (name for name, each in options_of(DataRequest).items() if each.is_of_data)
        return {name: as_json(value) for name in table if (value := getattr(self, name))}

    @property
    def to_keep(self) -> dict[str, object]:
        """The same by the keys that sessions know them by."""
        table = options_of(DataRequest)
        return {table[name].stored_as: value for name, value in self.of_data.items()}

    def is_complete(self, schema: Schema) -> bool:
        """Nothing is left to guess, so nothing needs to be confirmed."""
        return bool(self.classes and self.columns and (self.target or schema.target is None))


def as_json(value: object) -> object:
    """A value as a session keeps it: paths whole, so that they hold from any folder."""
    if isinstance(value, Path):
        return str(value.resolve())
    return list(value) if isinstance(value, tuple) else value
