"""Whatever bytes a file holds: it is read whole and unchanged, or refused in a sentence."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.cli.main import run
from altui.data.dataset import DataOptions
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.data.readers.text.packed import DAMAGE
from altui.data.readers.text.text_table import blank_lines_note
from altui.data.table import Table
from altui.data.writers.writing import write_table
from altui.errors import AltuiError, InputError
from tests.conftest import Tell
from tests.data import oracle
from tests.data.conftest import as_written, cells, filled
from tests.data.fuzz import damaged, damaged_inside, draw_file, draw_labeled, draw_other


def read_or_refused(path: Path, *, write: bool = False) -> Counter[str]:
    """Counts of inputs, refusals, rows in and rows out. Whatever else is raised is a failure."""
    try:
        with open_table(path) as table:
            found = cells(table)
            rows = compare(path, table, found)
            use(table)
            if write:
                come_back(table, path.parent)
    except InputError as error:
        assert str(path) in error.where, error
        assert error.hint, error
        check_refused(path, error)
        return Counter(inputs=1, refused=1)
    return Counter(inputs=1, read=1, rows_in=rows, rows_out=len(found))


def compare(path: Path, table: Table, found: list[tuple[str, ...]]) -> int:
    """Every row and cell against the plain reading; returns the number of its rows."""
    header, rows, blank = oracle.read(path, table.notes, table.layout)
    assert list(table.header) == header
    assert len(table) == len(found) == len(rows), (path, table.notes)
    same = oracle.canonical if table.kind in ("json", "jsonl") else str
    assert [tuple(map(same, row)) for row in found] == [tuple(map(same, row)) for row in rows]
    told = [note for note in table.notes if "blank line" in note]
    assert told == ([blank_lines_note(blank)] if blank else [])
    for row in {0, len(rows) // 2, len(rows) - 1}:
        assert table.cells(row) == found[row]
    return len(rows)


def come_back(table: Table, folder: Path) -> None:
    """What is written of a table is read again as the same names and cells."""
    for ending in ("csv", "tsv", "jsonl", "json"):
        target = folder / f"written.{ending}"
        try:
            write_table(table, target, overwrite=True)
        except InputError as error:
            assert "surrogate" in error.message and "json" not in ending, error
            continue
        with open_table(target, layout=as_written(ending, table)) as again:
            assert again.columns == table.columns
            assert cells(again) == filled(cells(table), ending)


def use(table: Table) -> None:
    """What a command does next; a table that is read may still be of no use."""
    try:
        load_dataset(table, infer_schema(table), DataOptions())
    except AltuiError as error:
        assert error.hint or error.where, error


def check_refused(path: Path, error: InputError) -> None:
    """Nothing is refused in which the plain reading finds a table with names of their own."""
    try:
        header, _, _ = oracle.read(path)
    except (oracle.NotATableError, *DAMAGE):
        return
    if len(header) == 1:
        return  # another separator than the comma may fit most lines, but not all
    text = oracle.decoded(path, ())
    if text.count("\0") * 3 > len(text):
        return  # taken for UTF-16
    named = [name for name in header if name.strip()]
    if not named:
        return  # a line of blanks holds no names
    assert len(set(named)) < len(named), (path.read_bytes(), error)


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_a_drawn_file_is_read_whole_or_refused(tmp_path: Path, seed: int) -> None:
    ending, content = draw_file(Random(seed))
    path = tmp_path / f"drawn.{ending}"
    path.write_bytes(content)
    read_or_refused(path, write=True)


@settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=200), ending=st.sampled_from(["csv", "tsv", "jsonl"]))
def test_any_bytes_at_all(tmp_path: Path, content: bytes, ending: str) -> None:
    path = tmp_path / f"any.{ending}"
    path.write_bytes(content)
    read_or_refused(path)


def other_read_or_refused(path: Path) -> Counter[str]:
    """Read the same each time and row by row, or refused in a sentence."""
    try:
        with open_table(path) as table:
            found = cells(table)
            assert len(table) == len(found) > 0
            assert [table.cells(row) for row in range(len(found))] == found
            assert cells(open_table(path, layout=table.layout)) == found
            use(table)
    except InputError as error:
        assert str(path) in error.where and error.hint, error
        return Counter(inputs=1, refused=1)
    return Counter(inputs=1, read=1)


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_references_text_and_tasks_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    ending, content = draw_other(Random(seed))
    path = tmp_path / f"drawn.{ending}"
    path.write_bytes(content)
    other_read_or_refused(path)


def report(tell: Tell, total: Counter[str]) -> None:
    tell(", ".join(f"{name} {n:,}" for name, n in total.items()))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_ten_thousand_files_without_a_traceback_or_a_lost_row(tmp_path: Path, tell: Tell) -> None:
    total: Counter[str] = Counter()
    for seed in range(10_000):
        ending, content = draw_file(Random(seed))
        path = tmp_path / f"drawn{seed}.{ending}"
        path.write_bytes(content)
        total += read_or_refused(path, write=seed % 10 == 0)
        path.unlink()
    report(tell, total)
    assert total["inputs"] == 10_000
    assert total["rows_in"] == total["rows_out"] > 10_000


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_five_thousand_files_of_other_tools_without_a_traceback(tmp_path: Path, tell: Tell) -> None:
    total: Counter[str] = Counter()
    for seed in range(5_000):
        ending, content = draw_other(Random(seed))
        path = tmp_path / f"drawn.{ending}"
        path.write_bytes(content)
        total += other_read_or_refused(path)
    report(tell, total)
    assert total["read"] > 1_000


def binary_files() -> dict[str, bytes]:
    """A Parquet file of three row groups and a workbook, whole."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    openpyxl = pytest.importorskip("openpyxl")
    numbers = range(300)
    columns = {"id": [f"é{i}" for i in numbers], "n": [i / 7 for i in numbers], "l": [[1]] * 300}
    parquet.write_table(pyarrow.table(columns), stream := io.BytesIO(), row_group_size=100)
    made = {"parquet": stream.getvalue()}
    book = openpyxl.Workbook()
    for number in range(60):
        book.active.append([f"name {number}", number / 7, None])
    book.save(stream := io.BytesIO())
    return made | {"xlsx": stream.getvalue()}


def damaged_binaries(folder: Path, seeds: range) -> Counter[str]:
    files, total = binary_files(), Counter[str]()
    for seed in seeds:
        rng = Random(seed)
        for ending, content in files.items():
            for damage in (damaged, damaged_inside)[: 1 + (ending == "xlsx")]:
                path = folder / f"damaged.{ending}"
                path.write_bytes(damage(rng, content))
                total += binary_read_or_refused(path)
    return total


def binary_read_or_refused(path: Path) -> Counter[str]:
    try:
        with open_table(path) as table:
            found = cells(table)
            assert len(found) == len(table)
            assert table.cells(len(table) - 1) == found[-1]
    except InputError as error:
        assert str(path) in error.where and error.hint
        return Counter(inputs=1, refused=1)
    return Counter(inputs=1, read=1)


def test_damaged_parquet_and_excel_files_are_read_or_refused(tmp_path: Path) -> None:
    assert damaged_binaries(tmp_path, range(15))["inputs"] == 45


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_fifteen_hundred_damaged_binary_files(tmp_path: Path, tell: Tell) -> None:
    report(tell, damaged_binaries(tmp_path, range(500)))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_command_ends_with_a_sentence_whatever_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tell: Tell
) -> None:
    total: Counter[str] = Counter()
    for seed in range(300):
        ending, content = draw_labeled(Random(seed))
        path = tmp_path / f"drawn{seed}.{ending}"
        path.write_bytes(content)
        words = ("--target", "label", "--seeds", "1", "--queries", "2", "--initial", "3", "--json")
        status = run(["simulate", str(path), *words])
        said = capsys.readouterr().err
        assert status in (0, 2), said
        assert "Traceback" not in said and "unexpected" not in said
        total[f"status {status}"] += 1
    report(tell, total)
    assert total["status 0"] > 200
