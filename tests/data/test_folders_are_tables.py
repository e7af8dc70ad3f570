"""A folder (or a pattern) of only Parquet files, texts or pictures is one table."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from altui.data.dataset import DataOptions
from altui.data.features.matrix import build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.data.writers.writing import write_table
from altui.errors import InputError
from tests.data.conftest import cells

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Three files of 10 rows, written out of order."""
    folder = tmp_path / "rows"
    folder.mkdir()
    for part in (2, 0, 1):
        numbers = range(part * 10, part * 10 + 10)
        columns = {"id": list(numbers), "text": [f"text {n}" for n in numbers]}
        parquet.write_table(arrow.table(columns), folder / f"part-{part}.parquet")
    (folder / "_SUCCESS").write_text("")
    (folder / ".hidden.crc").write_text("x")
    return folder


@pytest.mark.parametrize("name", ["rows", "rows/*.parquet", "rows/part-[012].parquet"])
def test_parquet_files_follow_their_names(rows: Path, name: str) -> None:
    with open_table(rows.parent / name) as table:
        assert [row[0] for row in cells(table)] == [str(n) for n in range(30)]
        shuffled = random.Random(0).sample(range(30), 30)
        assert [table.cells(n)[0] for n in shuffled] == [str(n) for n in shuffled]
        assert table.location(13, "text") == f"{rows / 'part-1.parquet'}, row 4, column 'text'"
        assert write_table(table, rows.parent / "all.parquet") == 30
    assert parquet.read_table(rows.parent / "all.parquet")["id"].to_pylist() == list(range(30))


def test_nothing_is_written_into_the_folder_of_the_data(rows: Path) -> None:
    for name in ("rows", "rows/*.parquet"):
        with pytest.raises(InputError, match="folder that the data come from"):
            write_table(open_table(rows.parent / name), rows / "labeled.parquet")


def test_a_file_more_or_less_is_another_fingerprint(rows: Path) -> None:
    before = open_table(rows).fingerprint()
    assert open_table(rows).fingerprint() == before
    (rows / "part-2.parquet").rename(rows / "part-3.parquet")
    assert open_table(rows).fingerprint() != before
    (rows / "part-3.parquet").unlink()
    assert len(open_table(rows)) == 20


def test_a_column_without_any_value_in_one_file_takes_the_type_of_the_others(rows: Path) -> None:
    columns = {"text": arrow.array([None, None], arrow.null()), "id": [30, 31]}
    parquet.write_table(arrow.table(columns), rows / "part-3.parquet")
    assert cells(open_table(rows))[-1] == ("31", "")
    assert open_table(rows).cells(30) == ("30", "")


@pytest.mark.parametrize("narrow_first", [True, False])
def test_text_and_integers_may_have_another_width(rows: Path, narrow_first: bool) -> None:
    columns = {
        "id": arrow.array([30, 31], arrow.int16()),
        "text": arrow.array(["wide", "or not"], arrow.large_string()),
    }
    name = "first.parquet" if narrow_first else "part-3.parquet"
    parquet.write_table(arrow.table(columns), rows / name)
    with open_table(rows) as table:
        place = 0 if narrow_first else 30
        assert cells(table)[place : place + 2] == [("30", "wide"), ("31", "or not")]
        assert table.cells(place) == ("30", "wide")
        assert write_table(table, rows.parent / "all.parquet") == 32


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"id": [0.5], "text": ["y"]}, "column 'id' is double here and int64 in the files before"),
        ({"id": ["x"], "text": ["y"]}, "column 'id' is string here and int64 in the files before"),
        ({"id": [1]}, "column 'text' of part-0.parquet is missing here"),
        ({"id": [1], "text": ["y"], "n": [1]}, "column 'n' is here and not in part-0.parquet"),
    ],
)
def test_another_schema_is_named_by_file_and_column(
    rows: Path, columns: dict[str, list[object]], said: str
) -> None:
    parquet.write_table(arrow.table(columns), rows / "part-1.parquet")
    with pytest.raises(InputError, match=said) as caught:
        open_table(rows)
    assert str(rows / "part-1.parquet") in caught.value.where and caught.value.hint


def test_a_damaged_file_among_them_is_named(rows: Path) -> None:
    (rows / "part-1.parquet").write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(InputError, match="damaged") as caught:
        open_table(rows)
    assert caught.value.where == str(rows / "part-1.parquet")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(12):
        (folder / f"n{number:02}.txt").write_text(f"a note of words,\nnumber {number}\n")
    return folder


def test_each_text_is_a_row_called_by_its_file(notes: Path) -> None:
    (notes / "n03.txt").write_bytes("schöne Grüße aus Köln".encode("cp1252"))
    (notes / "n04.txt").write_bytes(b"\xef\xbb\xbfmarked")
    (notes / "n05.txt").write_bytes(b"")
    with open_table(notes) as table:
        assert table.columns == ("file", "text")
        assert infer_schema(table).roles() == {"file": "id", "text": "text"}
        assert table.cells(0) == ("n00.txt", "a note of words,\nnumber 0\n")
        assert [table.cells(row)[1] for row in (3, 4, 5)] == [
            "schöne Grüße aus Köln", "marked", "",
        ]  # fmt: skip
        assert cells(table) == [table.cells(row) for row in range(12)]
        assert table.location(3) == str(notes / "n03.txt")
        assert "cp1252" in table.notes[0] and table.notes[1] == "1 of the 12 files are empty"


def test_a_text_that_changes_is_another_fingerprint(notes: Path) -> None:
    table = open_table(notes)
    (notes / "n00.txt").write_text("another note of words,\nnumber 0\n")
    assert open_table(notes).fingerprint() != table.fingerprint()
    assert table.cells(0)[1].startswith("a note"), "what was opened stays as it was"


def test_what_is_no_text_is_named(notes: Path) -> None:
    (notes / "n01.txt").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(InputError, match="this is not text") as caught:
        open_table(notes)
    assert str(notes / "n01.txt") in caught.value.where


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    image = pytest.importorskip("PIL.Image")
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(8):
        colour = (250, 20, 20) if number % 2 else (20, 20, 250)
        image.new("RGB", (9, 9), colour).save(folder / f"p{number}.png")
    return folder


def test_each_picture_is_a_row_that_is_learned_from(pictures: Path) -> None:
    table = open_table(pictures)
    schema = infer_schema(table)
    assert schema.roles() == {"file": "id", "picture": "image"}
    assert table.cells(3) == ("p3.png", "p3.png") and table.folder == pictures
    dataset = load_dataset(table, schema, DataOptions(("red", "blue")))
    matrix = build_features(dataset).matrix
    assert matrix.shape[0] == 8 and abs(matrix[0] - matrix[1]).max() > 0.4
    assert not [note for note in table.notes if "cannot be read" in note]


def test_any_other_folder_names_what_is_in_it(rows: Path, notes: Path) -> None:
    folder = rows.parent
    (folder / "data.csv").write_text("a\n1\n")
    (folder / "calls.sqlite").write_bytes(b"x")
    (folder / "read.me").write_bytes(b"x")
    with pytest.raises(InputError, match="this is a folder") as caught:
        open_table(folder)
    first = caught.value.hint.splitlines()[0]
    assert first == (
        f"Name one thing in it: '{folder}/calls.sqlite::TABLE', '{folder}/data.csv', "
        f"'{notes}/', '{rows}/'."
    )
    (rows / "read.me").write_bytes(b"x")
    with pytest.raises(InputError) as caught:
        open_table(rows)
    assert f"'{rows}/*.parquet'" in caught.value.hint
    (folder / "empty").mkdir()
    with pytest.raises(InputError, match="this folder is empty"):
        open_table(folder / "empty")
    with pytest.raises(InputError, match="no file has such a name"):
        open_table(rows / "*.txt")


@pytest.fixture
def films(tmp_path: Path) -> Path:
    for name in ("pos", "neg"):
        folder = tmp_path / "films" / name
        folder.mkdir(parents=True)
        for n in range(4):
            (folder / f"{n}.txt").write_text(f"film {n} was {name}\n")
    (tmp_path / "films" / "pos" / "only.txt").write_text("one more")
    return tmp_path / "films"


def test_the_folder_of_a_text_is_its_label_and_its_name_does_not_tell(films: Path) -> None:
    table = open_table(films)
    schema = infer_schema(table)
    assert (schema.target, len(table)) == ("folder", 9)
    dataset = load_dataset(table, schema, DataOptions())
    assert list(dataset.classes) == ["neg", "pos"]
    names = [row[0] for row in cells(table)]
    assert len(set(names)) == 9 and "only.txt" in names
    assert not any("pos" in name or "neg" in name for name in names)
    assert [row[-1] for row in cells(table)][:2] == ["neg/0.txt", "neg/1.txt"]
    assert table.location(0).endswith(str(Path("neg", "0.txt")))


def test_an_export_into_a_folder_of_a_class_is_refused(films: Path) -> None:
    with pytest.raises(InputError, match="folder that the data come from"):
        write_table(open_table(films), films / "pos" / "labels.csv")


def test_folders_that_hold_anything_else_are_no_classes(films: Path) -> None:
    (films / "pos" / "more").mkdir()
    with pytest.raises(InputError, match="not all of it is one table"):
        open_table(films)


def test_pictures_in_folders_by_class_are_found_without_their_class_being_told(
    tmp_path: Path,
) -> None:
    pillow = pytest.importorskip("PIL.Image")
    from altui.data.features.images import load_picture

    for name, colour in (("sea", (0, 0, 255)), ("sand", (255, 200, 0))):
        (tmp_path / "seen" / name).mkdir(parents=True)
        pillow.new("RGB", (4, 4), colour).save(tmp_path / "seen" / name / "1.png")
    table = open_table(tmp_path / "seen")
    for row, colour in enumerate([(255, 200, 0), (0, 0, 255)]):
        name, picture, label, _ = table.cells(row)
        assert name == picture and label not in name
        drawn = load_picture(table.folder, table.file_of(picture))
        assert (drawn.pixels == colour).all() and not drawn.trouble
