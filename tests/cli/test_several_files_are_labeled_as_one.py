"""Databases, folders and workbooks through the real commands: begun, gone on with, exported."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from altui.cli.commands.label import command as label
from altui.cli.commands.label import request_of
from altui.data.paths.places import named_place
from altui.errors import InputError, SessionError
from altui.labeling.annotation import Annotation
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from altui.session.session import Session
from altui.session.source.changes import find_changes
from altui.session.store.location import find_session
from tests.cli.doors import Door

TEXTS = [f"{'good' if n % 2 else 'bad'} words of a text, number {n}" for n in range(40)]


def database(folder: Path) -> Path:
    with closing(sqlite3.connect(folder / "calls.sqlite")) as made:
        made.execute("CREATE TABLE calls (nr INTEGER PRIMARY KEY, text TEXT, b BLOB)")
        made.executemany(
            "INSERT INTO calls VALUES (?, ?, x'00ff')",
            [(n * 3, text) for n, text in enumerate(TEXTS)],
        )
        made.commit()
    return folder / "calls.sqlite"


def notes(folder: Path) -> Path:
    (folder / "notes").mkdir()
    for number, text in enumerate(TEXTS):
        (folder / "notes" / f"n{number:02}.txt").write_text(text)
    return folder / "notes"


def begin(file: Path | str, answers: int = 4, **named: Any) -> Annotation:
    request = OpenRequest(
        file=named_place(str(file)), classes=("bad", "good"), columns=("text=text",), **named
    )
    annotation = prepare(request).open()
    for row in range(answers):
        annotation.session.decide(Decision.label(row, ("bad", "good")[row % 2]))
    return annotation


def labels(view: Any) -> int:
    return len(view.state.standings)


@pytest.mark.parametrize("part", ["", "::calls", "::SELECT nr, text FROM calls WHERE nr/3 < 30"])
def test_a_database_is_labeled_and_the_labels_go_into_a_new_table(
    altui: Door, tmp_path: Path, part: str
) -> None:
    file = database(tmp_path)
    with closing(begin(f"{file}{part}")) as annotation:
        place, rows = annotation.session.path, annotation.dataset.n
        assert annotation.dataset.ids[2] == ("3" if "SELECT" in part else "6")
    assert place.parent == tmp_path and place.name.startswith("calls.sqlite.")
    answer = altui("export", f"{file}{part}", "-o", f"{file}::labeled")
    assert answer.status == 0, answer.err
    assert f"{rows} rows written" in answer.err
    with closing(sqlite3.connect(file)) as found:
        made = found.execute("SELECT text, altui_label FROM labeled").fetchall()
    assert made[:5] == [(TEXTS[0], "bad"), (TEXTS[1], "good"), (TEXTS[2], "bad"),
                        (TEXTS[3], "good"), (TEXTS[4], "")]  # fmt: skip
    answer = altui("export", place, "-o", f"{file}::labeled", "--overwrite")
    assert answer.status == 2 and "of this name already" in answer.err
    # There are two tables now, and the same words still mean the same session.
    with closing(prepare(OpenRequest(file=named_place(f"{file}{part}"))).open()) as again:
        assert again.session.path == place and labels(again.session) == 4
    assert altui("status", file).status == 0


def test_two_sessions_of_one_database_are_named(altui: Door, tmp_path: Path) -> None:
    file = database(tmp_path)
    for part in ("calls", "select nr, text from calls"):
        begin(f"{file}::{part}").close()
    answer = altui("status", file)
    assert answer.status == 2 and "calls.sqlite.calls.altui" in answer.err


def test_a_copied_folder_reads_the_database_beside_the_session(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    begin(f"{database(tmp_path / 'a')}::calls").close()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    (tmp_path / "a" / "calls.sqlite").unlink()
    session = find_session(tmp_path / "b" / "calls.sqlite::calls")
    loaded = prepare(OpenRequest(session=session, read_only=True)).load()
    assert loaded.dataset.table.path == tmp_path / "b" / "calls.sqlite::calls"


@pytest.mark.parametrize("name", ["notes", "notes/", "notes/*.txt"])
def test_a_folder_of_texts_is_labeled_and_exported(altui: Door, tmp_path: Path, name: str) -> None:
    notes(tmp_path)
    with closing(begin(f"{tmp_path}/{name}")) as annotation:
        assert annotation.session.path == tmp_path / "notes.altui"
        assert annotation.dataset.ids[3] == "n03.txt"
    out = tmp_path / "out.xlsx"
    assert altui("export", f"{tmp_path}/{name}", "-o", out).status == 0
    rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    assert rows[0][:3] == ("file", "text", "altui_label") and len(rows) == 41
    assert rows[4][:3] == ("n03.txt", TEXTS[3], "good")
    answer = altui("predict", tmp_path / "notes.altui", f"{tmp_path}/{name}", "-o",
                   tmp_path / "p.arrow")  # fmt: skip
    assert answer.status == 0, answer.err


def test_a_file_more_in_the_folder_is_a_changed_file(tmp_path: Path) -> None:
    folder = notes(tmp_path)
    begin(folder).close()
    (folder / "n01.txt").unlink()
    (folder / "m.txt").write_text("one more text to read")
    asked = []
    with pytest.raises(SessionError, match="nothing was changed"):
        prepare(OpenRequest(file=folder), confirm=lambda: bool(asked.append(1)))
    assert asked == [1]
    prepared = prepare(OpenRequest(file=folder, accept_changes=True))
    with closing(prepared.open()) as annotation:
        found = annotation.session.state
        assert {annotation.dataset.ids[row] for row in found.standings} == {
            "n00.txt", "n02.txt", "n03.txt",
        }  # fmt: skip
        assert len(found.unmatched) == 1


def test_the_folders_of_a_copy_are_read_there(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    begin(f"{notes(tmp_path / 'a')}/*.txt").close()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    shutil.rmtree(tmp_path / "a")
    loaded = prepare(OpenRequest(session=tmp_path / "b" / "notes.altui", read_only=True)).load()
    assert loaded.dataset.table.path == tmp_path / "b" / "notes" / "*.txt"


def test_a_folder_that_is_no_table_says_what_is_in_it(altui: Door, tmp_path: Path) -> None:
    database(tmp_path)
    notes(tmp_path)
    with pytest.raises(InputError, match="this is a folder") as caught:
        prepare(OpenRequest(file=tmp_path))
    assert "calls.sqlite::TABLE'" in caught.value.hint and "notes/'" in caught.value.hint
    answer = altui("simulate", tmp_path)
    assert answer.status == 2 and "notes/'" in answer.err


def test_the_command_is_printed_as_it_is_typed(tmp_path: Path) -> None:
    from altui.cli.command_line import command_line

    place = f"{database(tmp_path)}::select nr/3 as n, text from calls"
    context = label.make_context("altui label", [place])
    assert request_of(context).file == named_place(place)
    assert command_line(context, {}) == f"altui label '{place}'"


def report(folder: Path, rows: int = 30) -> Path:
    """A workbook with a hidden first sheet, a title and a total."""
    book = openpyxl.Workbook()
    book.active.append(["not", "this"])
    book.active.append(["one", "either"])
    book.active.sheet_state = "hidden"
    page = book.create_sheet("Report")
    for row in (["Calls of May"], [], ["nr", "text", "n"]):
        page.append(row)
    for number in range(rows):
        page.append([number, TEXTS[number], number / 4])
    page.append(["Total", None, 99])
    book.active = 1
    book.save(folder / "calls.xlsx")
    return folder / "calls.xlsx"


def test_a_workbook_opens_the_same_later(altui: Door, tmp_path: Path) -> None:
    file = report(tmp_path)
    with closing(begin(file)) as annotation:
        assert annotation.dataset.n == 30
        assert annotation.session.settings.options["layout"] == {
            "version": 1, "kind": "excel", "sheet": "Report", "header_row": 3, "first_row": 0,
        }  # fmt: skip
    with closing(prepare(OpenRequest(file=file)).open()) as again:
        assert again.dataset.n == 30 and labels(again.session) == 4
    assert altui("export", file, "-o", tmp_path / "out.xlsx").status == 0
    rows = list(openpyxl.load_workbook(tmp_path / "out.xlsx").active.iter_rows(values_only=True))
    assert rows[2][:4] == (1, TEXTS[1], 0.25, "good")


def test_a_session_of_before_reads_its_workbook_as_before(tmp_path: Path) -> None:
    from altui.data.dataset import DataOptions
    from altui.data.inference.columns import infer_schema
    from altui.data.layout import Layout
    from altui.data.loading import load_dataset
    from altui.data.readers.sheets.excel import ExcelTable
    from altui.session import opening
    from altui.session.options import SessionDefaults, SessionOptions

    file = report(tmp_path)
    table = ExcelTable(file, Layout(version=0, sheet="Report"))
    schema = infer_schema(table, text=["column_2"])
    options = DataOptions(("bad", "good"), sheet="Report")
    dataset = load_dataset(table, schema, options)
    place = tmp_path / "calls.xlsx.altui"
    opening.begin(place, dataset, str(file), SessionOptions(), SessionDefaults()).close()
    with closing(prepare(OpenRequest(file=file)).open()) as annotation:
        assert annotation.dataset.n == 32
        assert annotation.dataset.table.columns[0] == "Calls of May"
    assert not find_changes(Session.read(place), dataset).gone
