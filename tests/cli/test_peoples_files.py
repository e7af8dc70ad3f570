"""`altui label FILE`, Enter, for each file that people brought: as its line says, in and out."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
import numpy as np
import pytest

from altui.cli import screen
from altui.data.dataset import Dataset
from altui.data.features.matrix import build_features
from altui.data.labels.earlier_export import OWN
from altui.data.table import Table
from altui.data.values.dates.date_parser import DateParser
from altui.data.values.dates.date_reading import DateReading
from altui.data.values.number_parser import NumberParser
from altui.data.values.text_reading import TextReading
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Kind
from altui.session.session import Session
from altui.session.store.location import session_path
from tests.cli.doors import Answer, Door
from tests.cli.peoples_files import EXPECTED, LARGE, PEOPLE, SHARED, Expected

COLUMN = re.compile(r"\d+(?:-\d+)? .+: .+ \(")
EVERY = {**EXPECTED, **LARGE}
TakeUp = Callable[[str], tuple[Path, Answer]]
WAYS = ["plain", "de", "us", "na", "blank"]


class Person(io.StringIO):
    """A terminal at which these lines are typed."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _this_process_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def leave(status: int) -> None:
        raise click.exceptions.Exit(status)

    monkeypatch.setattr(screen, "leave", leave)
    monkeypatch.setenv("TERM", os.environ.get("TERM", "dumb"))
    monkeypatch.chdir(tmp_path)


def put_here(name: str, folder: Path) -> Path:
    source = SHARED / "workflow" / name if name in LARGE else PEOPLE / name
    if not source.is_file():
        pytest.skip("the large files are not here")
    return Path(shutil.copyfile(source, folder / name))


def label(altui: Door, file: Path, *lines: str, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """`altui label FILE --plain`, with these lines typed."""
    monkeypatch.setattr(sys, "stdin", Person("".join(f"{each}\n" for each in lines)))
    return altui("label", file, "--plain")


@pytest.fixture(scope="module")
def taken_up() -> dict[str, tuple[Path, Answer]]:
    return {}


@pytest.fixture
def take_up(
    altui: Door,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    taken_up: dict[str, tuple[Path, Answer]],
) -> TakeUp:
    """Has a person take up a file that is named, and label two rows of it. That is done once for
    all tests, which change neither the file nor its session."""

    def take(name: str) -> tuple[Path, Answer]:
        if name not in taken_up:
            file = put_here(name, tmp_path_factory.mktemp("person"))
            answer = label(altui, file, *typed(EVERY[name]), monkeypatch=monkeypatch)
            taken_up[name] = file, answer
        return taken_up[name]

    return take


def told_before_the_columns(answer: Answer) -> tuple[list[str], list[str]]:
    """What is said of the file, and what is asked with the answer that Enter takes."""
    notes, asked = [], []
    for line in answer.out.splitlines()[1:]:
        if COLUMN.match(line):
            break
        if line.startswith("question "):
            asked.append(line.partition(": ")[2])
        elif line.startswith("  taken: "):
            asked[-1] += f" > {line.removeprefix('  taken: ').partition('; ?')[0]}"
        else:
            notes.append(line)
    return notes, asked


def check_each(told: list[str], expected: tuple[str, ...]) -> None:
    assert len(told) == len(expected), told
    for line, part in zip(told, expected, strict=True):
        assert part in line


@contextmanager
def reopened(file: Path) -> Iterator[Dataset]:
    """The data as the session opens them again."""
    with closing(prepare(OpenRequest(file=file)).open()) as annotation:
        yield annotation.dataset


def cells_of(table: Table, names: list[str]) -> list[list[str]]:
    places = [table.columns.index(name) for name in names]
    return [[row.cells[place] for place in places] for row in table]


def values_of(dataset: Dataset, name: str) -> list[float | str]:
    """What the cells of a column are worth."""
    place = dataset.table.columns.index(name)
    cells = [row.cells[place] for row in dataset.table]
    reading = dataset.schema.column(name).reading
    if reading is None or isinstance(reading, TextReading):
        return list(cells)
    if isinstance(reading, DateReading):
        days = DateParser(reading).parse(cells).values
        return [np.datetime64(round(86_400 * day), "s").astype("M8[D]").astype(str) for day in days]
    return NumberParser(reading).parse(cells).values.tolist()


def check_values(dataset: Dataset, expected: Expected) -> None:
    for name, values in expected.values.items():
        assert values_of(dataset, name)[: len(values)] == pytest.approx(list(values), nan_ok=True)
    for name, role in expected.roles.items():
        if role == "numeric":
            missing = sum(np.isnan(values_of(dataset, name)))
            assert missing == expected.missing.get(name, 0), name


def classes_of(expected: Expected) -> tuple[str, ...]:
    return tuple((expected.classes or "yes no").split())


def typed(expected: Expected) -> Iterator[str]:
    """The classes where the file has none, Enter, four answers (one may go into the random check),
    and the end."""
    if not expected.classes:
        yield "yes,no"
    first, second = classes_of(expected)[:2]
    yield from ("", first, second, first, second, "q")


@pytest.mark.parametrize("name", EVERY)
def test_enter_takes_it_as_a_person_would(take_up: TakeUp, name: str) -> None:
    expected = EVERY[name]
    file, answer = take_up(name)
    assert answer.status == 0, answer.err
    assert f"columns of {name}, {expected.rows:,} rows\n" in answer.out
    assert "query 1" in answer.out and "saved: " in answer.out
    assert "`" not in answer.err, "options are named as they are typed"
    notes, asked = told_before_the_columns(answer)
    check_each(notes, expected.notes)
    check_each(asked, expected.asked)

    with reopened(file) as dataset:
        assert dataset.n == len(list(dataset.table)) == expected.rows
        assert dataset.schema.roles() == expected.roles
        assert sorted(dataset.classes) == sorted(classes_of(expected))
        assert int((dataset.known >= 0).sum()) == expected.labeled
        check_values(dataset, expected)


@pytest.mark.parametrize("name", EXPECTED)
def test_what_goes_in_comes_out_and_goes_in_again(
    altui: Door, take_up: TakeUp, tmp_path: Path, name: str
) -> None:
    expected = EXPECTED[name]
    file, _ = take_up(name)
    target = tmp_path / "out.jsonl"
    assert altui("export", session_path(file), "-o", target, "--format", "jsonl").status == 0
    request = OpenRequest(file=target, classes=classes_of(expected), read_only=True)
    again = prepare(request).load().dataset
    with closing(again.table) as table, reopened(file) as before:
        kept = [each for each in before.table.columns if not each.startswith(OWN)]
        assert cells_of(table, kept) == cells_of(before.table, kept)
        if "altui_note" in before.table.columns:
            notes = ["altui_note"]
            assert cells_of(table, notes) == cells_of(before.table, notes)
        assert again.schema.target == "altui_label"
        had = 0 if before.options.hide_labels else expected.labeled
        labeled = labeled_rows(target)
        assert labeled >= had + len(classes_of(expected)[:2])  # identical rows are labeled with one
        assert int((again.known >= 0).sum()) == labeled


def labeled_rows(exported: Path) -> int:
    rows = map(json.loads, exported.read_text(encoding="utf-8").splitlines())
    return sum(bool(row["altui_label"]) for row in rows)


@pytest.mark.parametrize("name", EXPECTED)
def test_new_rows_of_its_kind_are_predicted_without_a_question(
    altui: Door, take_up: TakeUp, name: str
) -> None:
    file, _ = take_up(name)
    answer = altui("predict", session_path(file), file, "-o", "out.csv")
    assert answer.status == 0, answer.err
    assert f"{EXPECTED[name].rows:,} rows written" in answer.err


def test_five_ways_to_write_the_same_rows_are_learned_from_alike(tmp_path: Path) -> None:
    def features(way: str) -> np.ndarray:
        file = put_here(f"imp_{way}.csv", tmp_path)
        data = prepare(OpenRequest(file=file, read_only=True, target="label")).load().dataset
        return np.asarray(build_features(data).matrix)

    plain, german, american, na, blank = map(features, WAYS)
    assert np.array_equal(plain, german)
    assert plain.shape == american.shape and np.allclose(plain, american, atol=0.05)
    assert np.array_equal(na, blank)


@pytest.mark.slow
def test_five_ways_to_write_the_same_rows_are_as_accurate(altui: Door, tmp_path: Path) -> None:
    words = ("--target", "label", "--seeds", 5, "--queries", 50, "--strategy", "margin")
    ends = []
    for way in WAYS:
        file, kept = put_here(f"imp_{way}.csv", tmp_path), tmp_path / f"{way}.csv"
        assert altui("simulate", file, *words, "--csv", kept).status == 0
        rows = list(csv.DictReader(kept.open(encoding="utf-8")))
        ends.append([float(row["accuracy"]) for row in rows if row["query"] == "50"])
    means = np.mean(ends, axis=1)
    error = np.max(np.std(ends, axis=1, ddof=1)) / np.sqrt(5)
    assert np.ptp(means) <= 2 * error and means.min() > 0.75, means


def test_fourteen_classes_are_labeled_by_key_name_and_beginning(
    altui: Door, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = put_here("fourteen_classes.csv", tmp_path)
    answer = label(altui, file, "", "3", "c12", "C13", "c1", "' c10", "q", monkeypatch=monkeypatch)
    events = Session.read(session_path(file)).events
    given = [each.value for each in events if each.kind is Kind.LABEL]
    assert given == ["c03", "c12", "c13", "c10"]
    assert "'c1' begins several classes: c10, c11, c12, c13" in answer.err
    assert "and 4 more by name, code or beginning" in answer.out


def test_labels_made_elsewhere_are_for_import_not_for_label(
    altui: Door, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    labels, file = put_here("labels_made_elsewhere.csv", tmp_path), tmp_path / "messages_160.csv"
    refused = label(altui, labels, "", "q", monkeypatch=monkeypatch)
    assert refused.status == 2 and "no column is left to learn from" in refused.err
    assert "altui import SESSION" in refused.err
    put_here(file.name, tmp_path)
    label(altui, file, "billing,bug,praise,shipping", "", "q", monkeypatch=monkeypatch)
    taken = altui("import", session_path(file), labels)
    assert taken.status == 0 and "60 labels of labels_made_elsewhere.csv: imported" in taken.err
    told = json.loads(altui("status", session_path(file), "--json").out)
    imported = told["imported"]
    assert told["labeled"] == imported["labels"] > 40
    assert imported["labels"] + imported["on_random_check"] == 60
