"""The options of the data: the use of each column, the classes and other files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.boundary import BOUNDARIES, MOST_COLUMNS, MOST_ROWS
from altui.data.layout import Layout
from altui.data.schema import Role
from altui.errors import InputError
from altui.labeling.opening.options.option import option, options_of

if TYPE_CHECKING:
    from altui.data.schema import Schema


SEPARATOR_NAMES = {
    "tab": "\t",
    "\\t": "\t",
    "comma": ",",
    "semicolon": ";",
    "bar": "|",
    "blanks": " ",
}

POOL = 1_000_000
"""Rows that are drawn of a set of LARGE and more."""

LARGE = 10_000_000

CUT_BY = ("separator", "header_row", "first_row", "quotes", "encoding", "sheet")
"""Arguments that say how a file is cut into rows and cells: it has to be read again for them."""


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
        help="Show and learn from these columns only; p0..p783 are all that count up. A role "
        "after = overrides the guess: numeric, date, categorical, text, vector, image, shown (but "
        "not learned from), hidden. numeric:comma and numeric:point say the decimal mark, date:dmy "
        "and date:mdy the order, text:words, text:characters and text:both what is counted.",
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
    group: str | None = option(
        None,
        "--group",
        metavar="COLUMN",
        help="What rows belong to, such as a patient or an author: rows of one group are never "
        "both learned from and measured on. The column is not learned from.",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.options.group,
    )
    no_merge_identical: bool = option(
        False,
        "--no-merge-identical",
        kind="flag",
        help="Ask for each of several rows that are the same but for blanks and capitals.  "
        "[default: once, and one answer serves them all]",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.options.no_merge_identical,
    )
    pool: int | None = option(
        None,
        "--pool",
        metavar="ROWS",
        kind="count",
        help="Of a Parquet set of more rows than this, label a random sample of so many; 0 for "
        f"all.  [default: {POOL:,}, of sets of {LARGE:,} rows or more]",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.options.layout.drawn,
    )
    sheet: str | None = option(
        None,
        "--sheet",
        metavar="NAME",
        help="The sheet of a workbook.  [default: the first visible]",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.options.layout.sheet or data.options.sheet,
    )

    separator: str | None = option(
        None,
        "--separator",
        metavar="MARK",
        help="What stands between the cells of a text file: a character, tab or blanks.  "
        "[default: what fits its rows]",
        is_of_data=True,
        is_simulated=True,
        is_answer=True,
        holds=lambda data: data.options.layout.separator,
    )
    header_row: int | None = option(
        None,
        "--header-row",
        metavar="N",
        kind="count",
        help="The line (row, in a workbook) of the column names; 0 where the file has none.",
        is_of_data=True,
        is_simulated=True,
        is_answer=True,
        holds=lambda data: data.options.layout.header_row,
    )
    first_row: int | None = option(
        None,
        "--first-row",
        metavar="N",
        kind="count",
        help="The line (row, in a workbook) of the first row, where questions, units or codes of "
        "the columns stand below their names.  [default: what is unlike all rows is none]",
        is_of_data=True,
        is_simulated=True,
        is_answer=True,
        holds=lambda data: data.options.layout.first_row,
    )
    quotes: str | None = option(
        None,
        "--quotes",
        choices=("csv", "text"),
        help="Whether double quotes enclose cells (csv) or are letters like any other (text).",
        is_of_data=True,
        is_simulated=True,
        is_answer=True,
        holds=lambda data: data.options.layout.quotes,
    )
    encoding: str | None = option(
        None,
        "--encoding",
        metavar="NAME",
        help="The encoding of a text file, such as cp1250.  [default: UTF-8, else a guess]",
        is_of_data=True,
        is_simulated=True,
        is_answer=True,
        holds=lambda data: data.options.layout.encoding,
    )

    no_label: tuple[str, ...] = option(
        (),
        "--no-label",
        metavar="NA,?",
        help="Values in the label column that mean that a row has no label yet; '' for none.",
        is_list=True,
        is_of_data=True,
        is_simulated=True,
        is_answer=True,
        holds=lambda data: list(data.options.no_label),
    )
    variants: str | None = option(
        None,
        "--variants",
        choices=("join", "keep"),
        help="Whether labels that differ in case or blanks only, such as Yes and yes, are one "
        "class.",
        is_of_data=True,
        is_simulated=True,
        is_answer=True,
        holds=lambda data: data.options.variants,
    )

    suggested: str | None = option(
        None,
        "--suggested",
        metavar="COLUMN[,PROBABILITY]",
        help="A column of labels that another model or a vendor has guessed, and the column of "
        "their probabilities. They are not learned from; you see a guess after your answer.",
        is_of_data=True,
        holds=lambda data: data.options.suggested,
    )

    html: tuple[str, ...] = option(
        (),
        "--html",
        metavar="COLUMN",
        help="Columns of HTML to read without their tags; '' for none. The file keeps them.",
        is_list=True,
        is_of_data=True,
        is_simulated=True,
        is_answer=True,
        holds=lambda data: list(data.options.html),
    )
    pixels: str | None = option(
        None,
        "--pixels",
        metavar="WIDTHxHEIGHT",
        help="Show columns of numbers side by side as a picture of this size, such as 28x28; no "
        "for numbers. They are learned from as before.",
        is_of_data=True,
        is_answer=True,
        holds=lambda data: data.options.pixels,
    )

    boundary: str | None = option(
        None,
        "--boundary",
        choices=BOUNDARIES,
        help="Whether newton and logistic separate the classes by a plane (linear) or may bend it "
        "by what numbers do together (curved).  [default: curved for tables of numbers, up to "
        f"{MOST_COLUMNS} columns and {MOST_ROWS:,} rows]",
        is_of_data=True,
        is_simulated=True,
        holds=lambda data: data.options.boundary,
    )

    seed_text: tuple[str, ...] = option(
        (),
        "--seed-text",
        metavar="CLASS=WORDS",
        help='Words that rows of a class have, such as --seed-text billing="refund, charged '
        'twice": the model begins from them and forgets them as labels come. May be given '
        "several times. descriptions: those of --classes-file.",
        is_of_data=True,
        is_simulated=True,
        is_settable=False,
        holds=lambda data: list(data.options.seed_text),
    )

    @property
    def layout(self) -> Layout:
        """What is said of how the file is cut; the rest is to be found."""
        separator = SEPARATOR_NAMES.get(self.separator or "", self.separator)
        if separator is not None and len(separator) != 1:
            raise InputError(
                f"the separator '{separator}' is not one character",
                hint="Give one character or its name: `separator` ';' or `separator` tab",
            )
        return Layout(
            encoding=self.encoding,
            separator=separator,
            header_row=self.header_row,
            first_row=self.first_row,
            quotes=self.quotes,
            sheet=self.sheet,
            drawn=POOL if self.pool is None else self.pool or None,
            drawn_from=LARGE if self.pool is None else None,
            drawn_by=self.id_column,
        )

    @property
    def of_data(self) -> dict[str, object]:
        """The given data options, by argument, as JSON values."""
        table = (name for name, each in options_of(DataRequest).items() if each.is_of_data)
        said = {name: getattr(self, name) for name in table}
        return {name: as_json(value) for name, value in said.items() if is_said(value)}

    @property
    def to_keep(self) -> dict[str, object]:
        """The given data options, by their keys in session files."""
        table = options_of(DataRequest)
        return {table[name].stored_as: value for name, value in self.of_data.items()}

    def is_complete(self, schema: Schema) -> bool:
        """Whether nothing is left to guess, so that nothing needs confirming."""
        return bool(self.classes and self.columns and (self.target or schema.target is None))


def is_said(value: object) -> bool:
    """Whether the value of an option says something: 0 does, a flag that is off does not."""
    return value is not None and value is not False and value != ()


def as_json(value: object) -> object:
    """A value as a session stores it. Paths are absolute, so they work from any folder."""
    if isinstance(value, Path):
        return str(value.resolve())
    return list(value) if isinstance(value, tuple) else value
