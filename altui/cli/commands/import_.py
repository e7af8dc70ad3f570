"""`altui import`: labels made elsewhere become labels of a session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from altui.cli.options import data_file, session_or_data
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.session.imports.importing import ImportReport
    from altui.session.imports.sorting import Told

MOST_TOLD = 20
"""Lines that are told one by one; of the others their number."""


@click.command()
@click.argument("session", metavar="SESSION", type=session_or_data)
@click.argument("file", metavar="FILE", type=data_file, required=False)
@click.option("--id", "id_column", metavar="COLUMN", help="The column of FILE with the row's id.")
@click.option("--label", "label_column", metavar="COLUMN", help="The column with the label.")
@click.option(
    "--row-number",
    metavar="COLUMN",
    help="For data without ids: the column with the row's number in the data file, from 1.",
)
@click.option(
    "--annotator",
    metavar="NAME",
    default="",
    help="Whose labels they are, where FILE names nobody.",
)
@click.option("--replace", is_flag=True, help="Take them also where the session has other labels.")
@click.option("--skip-refused", is_flag=True, help="Take the rest of a file with refused lines.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--undo", is_flag=True, help="Take the last import back, whole. No FILE is needed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
def command(
    session: Path,
    file: Path | None,
    id_column: str | None,
    label_column: str | None,
    row_number: str | None,
    annotator: str,
    replace: bool,
    skip_refused: bool,
    dry_run: bool,
    undo: bool,
    as_json: bool,
) -> int:
    """Take the labels in FILE into a session.

    SESSION is the session file (such as data.csv.altui) or the data file it lies beside. FILE
    has a column of ids and one of labels, and may have who (annotator) and when (time); an
    export of altui is read as it is. Where a line is refused nothing is written, and every
    refused line is named. What is imported is trained on and marked as imported; it does not
    count as a label given in the session, nor in its random check.
    """
    from altui.display.console import progress, put_json, say
    from altui.session.imports.columns import Names
    from altui.session.imports.importing import ImportOptions, import_file
    from altui.session.store.location import find_session

    place = find_session(session)
    if undo:
        return _undo(place, file)
    if file is None:
        raise InputError("no file of labels is named", hint="altui import SESSION FILE")
    names = Names(id_column, label_column, row_number)
    options = ImportOptions(names, annotator, replace, skip_refused, dry_run)
    with progress("reading the data", 1.0) as tell:
        report = import_file(place, file, options, tell)
    if as_json:
        put_json(_record(report))
    else:
        for line in _lines(report):
            say(line)
    if report.sorted.refused and not skip_refused:
        raise _refused(report, file)
    return 0


def _undo(session: Path, file: Path | None) -> int:
    from altui.display.console import say
    from altui.display.text import count_of
    from altui.session.imports.importing import undo_import

    if file is not None:
        raise InputError("--undo takes no FILE: it takes the last import back")
    labels, name = undo_import(session)
    say(f"{count_of(labels, 'label')} from {name} taken back; U in the session gives them again")
    return 0


def _refused(report: ImportReport, file: Path) -> InputError:
    refused = f"{len(report.sorted.refused):,} of {report.lines:,} lines are refused"
    return InputError(
        f"{refused}, and nothing was written",
        where=str(file),
        hint="Mend them, or take the rest with --skip-refused.",
    )


def _lines(report: ImportReport) -> Iterator[str]:
    from altui.display.text import count_of, one_line
    from altui.suggestions import list_some

    found = report.sorted
    yield from _told(found.refused, "refused")
    yield from _told(found.kept, "kept as they are")
    if found.refused and not report.is_saved and not found.labels:
        return
    verb = "imported" if report.is_saved else "to be imported, nothing is written yet"
    by = f", by {', '.join(report.annotators[:10])}" if report.annotators else ""
    yield f"{count_of(len(found.labels), 'label')} of {report.file}{by}: {verb}"
    if found.checks:
        rows = "1 is" if found.checks == 1 else f"{found.checks:,} are"
        yield f"  {rows} for the random check: kept, neither counted nor trained on"
    rest = (
        (found.replaced, "in place of another label"),
        (found.same, "already the same"),
        (len(found.kept), "kept out by another label of the session (--replace takes them)"),
        (found.blank, "without a label"),
        (len(found.refused), "refused"),
    )
    for count, what in rest:
        if count:
            yield f"  {count:,} {what}"
    if found.renamed:
        names = [f"{before} is {now} now" for before, now in found.old_names.items()]
        yield one_line(f"  {found.renamed:,} under a name of before: {list_some(names)}")


def _told(lines: Sequence[Told], what: str) -> Iterator[str]:
    from altui.display.text import one_line

    for told in lines[:MOST_TOLD]:
        yield one_line(str(told))
    if len(lines) > MOST_TOLD:
        yield f"... and {len(lines) - MOST_TOLD:,} more {what}"


def _record(report: ImportReport) -> dict[str, object]:
    found = report.sorted
    return {
        "file": report.file,
        "lines": report.lines,
        "saved": report.is_saved,
        "imported": len(found.labels),
        "on_random_check": found.checks,
        "replaced": found.replaced,
        "same": found.same,
        "without_label": found.blank,
        "under_old_name": found.renamed,
        "old_names": found.old_names,
        "annotators": report.annotators,
        "kept": [{"where": told.where, "why": told.why} for told in found.kept],
        "refused": [{"where": told.where, "why": told.why} for told in found.refused],
    }
