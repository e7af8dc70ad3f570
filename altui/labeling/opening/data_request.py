"""The options of the data: the use of each column, the classes and other files."""

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
    """The part of an OpenRequest that says how to read the data.

    To add an option of the data, add a field here. If reading the data needs it, add a field of
    the same name to DataOptions.
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
        help="The column of row ids.",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.schema.id,
        confirmed=lambda now: now.dataset.schema.id,
    )
    columns: tuple[str, ...] = option(
        (),
        "--columns",
        metavar="A,B=ROLE",
        help="Show and learn from these columns only. A role after = overrides the guess: "
        "numeric, categorical, text, vector, image, shown (but not learned from), hidden.",
        is_list=True,
        is_of_data=True,
        is_simulated=True,
        confirmed=lambda now: now.columns,
    )
    image: str | None = option(
        None,
        "--image",
        metavar="COLUMN",
        help="A column of picture paths, to show and to learn from (extra: images).",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: next(iter(data.schema.names(Role.IMAGE)), None),
    )
    vectors: Path | None = option(
        None,
        "--vectors",
        metavar="FILE.npy",
        kind="file",
        help="A file of vectors to learn from, one per row of the data file, in the same order.",
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
        help="The classes, in the order of their keys.",
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
        """The given data options, by argument, as JSON values."""
        table = (name for name, each in options_of(DataRequest).items() if each.is_of_data)
        return {name: as_json(value) for name in table if (value := getattr(self, name))}

    @property
    def to_keep(self) -> dict[str, object]:
        """The given data options, by their keys in session files."""
        table = options_of(DataRequest)
        return {table[name].stored_as: value for name, value in self.of_data.items()}

    def is_complete(self, schema: Schema) -> bool:
        """Whether nothing is left to guess, so that nothing needs confirming."""
        return bool(self.classes and self.columns and (self.target or schema.target is None))


def as_json(value: object) -> object:
    """A value as a session stores it. Paths are absolute, so they work from any folder."""
    if isinstance(value, Path):
        return str(value.resolve())
    return list(value) if isinstance(value, tuple) else value
