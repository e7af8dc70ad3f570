"""Classes are added, renamed, merged, split and removed while one labels; all that comes after
knows it: the same command again, status, the export, predictions, a report."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.doors import Door, apart
from tests.cli.sessions import write_clouds

WORDS = (
    "--classes",
    "ant,cat",
    "--columns",
    "height,width",
    "--id",
    "id",
    "--audit",
    "0",
    "--plain",
)


def talk(file: Path, *lines: str) -> str:
    text = "".join(f"{line}\n" for line in lines)
    answer = apart("label", file, *WORDS, folder=file.parent, text=text)
    assert answer.status == 0, answer.err
    return answer.out + answer.err


def exported(altui: Door, file: Path, *options: str) -> dict[str, dict[str, str]]:
    out = file.with_name("out.csv")
    assert altui("export", file, "-o", out, "--overwrite", "--only-labeled", *options).status == 0
    with out.open(newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_clouds(tmp_path / "clouds.csv", 60)


def test_the_whole_way(altui: Door, file: Path) -> None:
    said = talk(
        file,
        *("0", "1", "classes add bee", "bee", "2", "classes rename ant to wasp", "0", "classes"),
    )
    assert "saved: class bee added" in said and "saved: class ant is called wasp" in said
    assert said[said.rindex("0 wasp:") :].startswith(
        "0 wasp: 2 labels\n1 cat: 1 label\n2 bee: 2 labels\n"
    )
    rows = exported(altui, file, "--given-names")
    assert sorted(row["altui_label"] for row in rows.values()) == [
        *("bee", "bee", "cat", "wasp", "wasp")
    ]
    assert sorted(row["altui_given_as"] for row in rows.values()) == [
        *("ant", "bee", "bee", "cat", "wasp")
    ]

    # The same command again, with the names that the classes had at first.
    said = talk(file, "classes merge bee into cat", "classes", "1")
    assert "0 wasp: 2 labels\n1 cat: 3 labels\n" in said and "bee: " not in said.split("merged")[-1]
    assert json.loads(altui("status", file, "--json").out)["per_class"] == {"wasp": 2, "cat": 4}
    rows = exported(altui, file)
    assert {row["altui_label"] for row in rows.values()} == {"cat", "wasp"}
    assert "altui_given_as" not in next(iter(rows.values()))
    answer = altui("predict", file, file, "-o", file.with_name("p.csv"))
    assert answer.status == 0, answer.err
    with file.with_name("p.csv").open(newline="") as stream:
        first = next(csv.DictReader(stream))
    assert "altui_p_cat" in first and "altui_p_bee" not in first and "altui_p_ant" not in first
    assert altui("report", file, "-o", file.with_name("r.html")).status == 0
    assert "bee merged into cat" in file.with_name("r.html").read_text()

    said = talk(file, "u", "u", "classes")
    assert "1 cat: 1 label\n2 bee: 2 labels" in said


def test_a_class_is_split_row_by_row_and_goes_on_later(altui: Door, file: Path) -> None:
    lines = ("0", "1", "0", "0", "classes add bee", "classes split ant", "0", "u", "2", "q")
    said = talk(file, *lines)
    assert "2 labels of ant still to be asked for again" in altui("status", file).out
    assert "This row is ant, which is being split: which class is it now?" in said
    assert "1 label of ant asked again: 1 changed. 2 still to be asked." in said
    said = talk(file, "classes", "classes split ant", "0", "bee")
    assert "0 ant: 2 labels, 2 to split" in said
    assert "2 labels of ant asked again: 1 changed. That was all." in said
    assert json.loads(altui("status", file, "--json").out)["per_class"] == {
        "ant": 1,
        "cat": 1,
        "bee": 2,
    }


REFUSED = {
    "classes remove cat": "a session needs two classes",
    "classes remove cow": "there is no class 'cow'",
    "classes rename ant to cat": "there is a class 'cat' already",
    "classes rename cow to dog": "'cow to dog' begins with no class",
    "classes merge ant into ant": "'ant' is one class",
    "classes merge ant into cat": "a session needs two classes",
    "classes split cat": "'cat' has no labels to split",
    "classes add cat": "there is a class 'cat' already",
    "classes join ant": "classes lists them; classes add NAME",
    "classes add bee\nclasses remove ant": "'ant' has 1 label",
}


def test_what_cannot_be_changed_is_said_and_nothing_is_lost(altui: Door, file: Path) -> None:
    said = talk(file, "0", *REFUSED)
    for why in REFUSED.values():
        assert why in said
    assert json.loads(altui("status", file, "--json").out)["per_class"] == {
        "ant": 1,
        "cat": 0,
        "bee": 0,
    }


def test_the_labels_before_a_merge_are_not_learned_from_when_the_export_is_labeled_again(
    altui: Door, tmp_path: Path
) -> None:
    file = write_clouds(tmp_path / "clouds.csv", 60)
    lines = file.read_text().splitlines()
    third = [
        line.replace(",cat", ",dog") if row % 3 == 0 else line for row, line in enumerate(lines)
    ]
    blank = [line if row < 40 else f"{line.rpartition(',')[0]}," for row, line in enumerate(third)]
    file.write_text("\n".join(blank) + "\n")
    words = ("--target", "label", "--columns", "height,width,label", "--id", "id", "--plain")
    text = "classes merge dog into cat\n0\n1\n"
    assert apart("label", file, *words, folder=tmp_path, text=text).status == 0
    out = tmp_path / "out.csv"
    assert altui("export", file, "-o", out).status == 0
    answer = apart("label", out, "--plain", folder=tmp_path, text="\nq\n")
    assert "label: hidden (the labels before classes changed" in answer.out
