"""Which rows are labeled, which are set aside, and what is wrong with a label or an id."""

from pathlib import Path

import numpy as np
import pytest

from altui.data.dataset import DataOptions, Dataset, Part
from altui.data.inference.columns import infer_schema
from altui.data.labels.label_reading import LabelReading
from altui.data.layout import Layout
from altui.data.loading import load_dataset
from altui.errors import InputError
from tests.data.conftest import MakeTable

SOME = "id,x,label\n007,1,b\n008,2,\n009,3, a \n010,4,b\n"


def load(table: MakeTable, content: str, **options: object) -> Dataset:
    opened = table(content)
    return load_dataset(opened, infer_schema(opened), DataOptions(**options))  # type: ignore[arg-type]


def many(n: int = 100) -> str:
    return "x,when,label\n" + "".join(
        f"{i},{'no' if i % 9 else 'yes'},{'ab'[i % 2]}\n" for i in range(n)
    )


def test_rows_with_a_label_are_labeled(table: MakeTable) -> None:
    data = load(table, SOME)
    assert data.classes == ("a", "b")
    assert data.known.tolist() == [1, -1, 0, 1]
    assert data.part.tolist() == [Part.LABELED, Part.UNLABELED, Part.LABELED, Part.LABELED]
    assert (data.known.dtype, data.part.dtype) == (np.int16, np.int8)
    assert list(data.ids) == ["007", "008", "009", "010"]
    assert (data.n, data.known_label(2), data.known_label(1)) == (4, "a", "")


def test_labels_can_be_hidden_to_be_revealed(table: MakeTable) -> None:
    data = load(table, SOME, hide_labels=True)
    assert data.part.tolist() == [Part.UNLABELED] * 4
    assert data.known.tolist() == [1, -1, 0, 1]


def test_a_row_is_shown_without_its_label_and_id(table: MakeTable) -> None:
    assert [(f.name, f.text) for f in load(table, SOME).fields(2)] == [("x", "3")]


def test_named_classes_keep_their_order(table: MakeTable) -> None:
    assert load(table, SOME, classes=("b", "a", "c")).classes == ("b", "a", "c")


def test_numbers_as_classes_are_in_order_of_value(table: MakeTable) -> None:
    content = "x,label\n" + "".join(f"{i},{label}\n" for i, label in enumerate([10, 9, 2, 10]))
    assert load(table, content).classes == ("2", "9", "10")


def test_words_for_nothing_are_labels_unless_a_class_is_left_without_them(table: MakeTable) -> None:
    content = "x,label\n1,NA\n2,null\n3,None\n4,nan\n"
    assert load(table, content).classes == ("None", "nan", "null")
    assert load(table, content + "5,a\n6,b\n").classes == ("a", "b")
    assert load(table, "x,label\n1,null\n2,None\n3,a\n").classes == ("None", "a", "null")


def test_without_ids_rows_are_numbered(table: MakeTable) -> None:
    data = load(table, "x,label\n5,a\n6,b\n")
    assert list(data.ids) == ["1", "2"]
    assert data.ids[-1] == "2"
    assert data.ids.index("2") == 1


def test_no_target_but_classes(table: MakeTable) -> None:
    data = load(table, "x\n1\n2\n", classes=("a", "b"))
    assert data.known.tolist() == [-1, -1]


@pytest.mark.parametrize(
    ("content", "classes", "message", "where"),
    [
        (SOME, ("b", "c"), "the label 'a' is not one of the classes", "line 4, column 'label'"),
        ("x,label\n1,a\n2,a\n", (), "every label is 'a'", "data.csv"),
        ("x,label\n1,\n2,\n", (), "no row has a label yet", "data.csv"),
        ("x\n1\n2\n", (), "no row has a label yet", "data.csv"),
        (SOME, ("a",), "'a' is the only class", ""),
        (SOME, ("a", "a"), "given twice", ""),
    ],
)
def test_labels_that_do_not_fit(
    table: MakeTable, content: str, classes: tuple[str, ...], message: str, where: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        load(table, content, classes=classes)
    assert caught.value.where.endswith(where)
    assert caught.value.hint


def test_too_many_classes_are_a_wrong_column(table: MakeTable) -> None:
    opened = table("x,t\n" + "".join(f"{i % 7},{i}\n" for i in range(1001)))
    with pytest.raises(InputError, match="1,001 different values"):
        load_dataset(opened, infer_schema(opened, target="t"), DataOptions())


def test_an_id_that_stands_twice_is_named_with_both_lines(table: MakeTable) -> None:
    opened = table("k,x,label\nr1,1,a\nr2,2,b\nr1,3,a\n")
    with pytest.raises(InputError, match="'r1' stands there twice, first on line 2") as caught:
        load_dataset(opened, infer_schema(opened, id="k"), DataOptions())
    assert caught.value.where.endswith("line 4, column 'k'")


def test_an_empty_id_is_named(table: MakeTable) -> None:
    opened = table("k,x,label\nr1,1,a\n ,2,b\n")
    with pytest.raises(InputError, match="the id is empty") as caught:
        load_dataset(opened, infer_schema(opened, id="k"), DataOptions())
    assert caught.value.where.endswith("line 3, column 'k'")


def test_a_share_of_each_class_is_set_aside(table: MakeTable) -> None:
    each = {"test": "0.2", "no_merge_identical": True}
    data = load(table, many(), seed=1, **each)
    chosen = data.part == Part.TEST
    assert np.bincount(data.known[chosen]).tolist() == [10, 10]
    again = load(table, many(), seed=1, **each)
    other = load(table, many(), seed=2, **each)
    assert (again.part == data.part).all()
    assert (other.part != data.part).any()


def test_marked_rows_are_set_aside_and_the_mark_is_not_learned(table: MakeTable) -> None:
    data = load(table, many(), test="when")
    assert np.flatnonzero(data.part == Part.TEST).tolist() == list(range(0, 100, 9))
    assert data.schema.roles()["when"] == "hidden"


def test_another_file_is_the_test_set(table: MakeTable, tmp_path: Path) -> None:
    (tmp_path / "test.csv").write_text("x,when,label\n1,no,a\n2,,b\n")
    data = load(table, many(), test=str(tmp_path / "test.csv"))
    assert data.test_known is not None
    assert data.test_known.tolist() == [0, 1]
    assert not (data.part == Part.TEST).any()


@pytest.mark.parametrize(
    ("content", "test", "message", "where"),
    [
        (many(), "1.5", "no fraction", ""),
        (many(), "nan", "no fraction", ""),
        (many(), "nowhere.csv", "no such file", "nowhere.csv"),
        ("x,label\n1,a\n2,b\n", "0.5", "not enough known labels", "data.csv"),
        ("x,m,label\n1,1,\n2,0,b\n3,0,a\n", "m", "has no label", "line 2, column 'm'"),
        ("x,m,label\n1,0,a\n2,0,b\n3,0,a\n", "m", "marks no row", "data.csv"),
    ],
)
def test_a_test_set_that_cannot_be(
    table: MakeTable, content: str, test: str, message: str, where: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        load(table, content, test=test)
    assert caught.value.where.endswith(where)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("x,label\n1,a\n2,\n", "has no label"),
        ("x,label\n1,a\n2,c\n", "'c' is not one of the classes"),
        ("z,label\n1,a\n2,b\n", "no column 'x'"),
        ("x,z\n1,a\n2,b\n", "no column 'label'"),
    ],
)
def test_a_test_file_that_does_not_fit(
    table: MakeTable, tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "test.csv"
    path.write_text(content)
    with pytest.raises(InputError, match=message):
        load(table, "x,label\n1,a\n2,b\n3,a\n", test=str(path))


def test_options_come_back_from_json() -> None:
    options = DataOptions(
        classes=("b", "a"),
        hide_labels=True,
        test="0.2",
        seed=7,
        no_label=("NA",),
        labels=LabelReading(("NA",), joins_variants=True),
        earlier=False,
        boundary="curved",
        layout=Layout(separator=";", header_row=3, last_line=0),
    )
    assert DataOptions.from_json(options.to_json()) == options
