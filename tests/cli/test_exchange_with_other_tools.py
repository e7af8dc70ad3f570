"""Data of other tools through the commands: labeled, exported, and taken up again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from altui.data.paths.places import export_stem, files_of, is_pattern, is_there, named_place
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from tests.cli.doors import Door

CLASSES = ("bug", "praise")


def label(file: Path, labels: dict[int, str]) -> None:
    """A session beside the file with these labels, begun as `altui label` begins it."""
    prepared = prepare(OpenRequest(file=file, classes=CLASSES, audit=0))
    assert prepared.start is not None
    dataset = prepared.load().dataset
    with prepared.start(dataset) as session:
        for row, name in labels.items():
            session.decide(Decision.label(row, name))
    dataset.table.close()


def tasks(path: Path) -> Path:
    choice = {"type": "choices", "from_name": "c", "to_name": "t", "value": {"choices": ["bug"]}}
    made = [
        {
            "id": n,
            "data": {"text": f"the row of number {n} here"},
            "annotations": [{"result": [choice]}] if n == 0 else [],
        }
        for n in range(20)
    ]
    path.write_text(json.dumps(made))
    return path


def test_label_studio_tasks_are_labeled_and_go_back(altui: Door, tmp_path: Path) -> None:
    file, out = tasks(tmp_path / "tasks.json"), tmp_path / "out.json"
    label(file, {1: "praise"})
    answer = altui("export", file, "-o", out)
    assert answer.status == 2 and "--format labelstudio, or --format json" in answer.err
    assert altui("export", file, "-o", out, "--format", "labelstudio").status == 0
    before, after = json.loads(file.read_text()), json.loads(out.read_text())
    (added,) = after[1].pop("annotations")
    assert added["result"][0]["value"] == {"choices": ["praise"]}
    assert added["result"][0]["from_name"] == "c"
    assert after[0] == before[0] and after[2:] == before[2:]


def test_a_plain_json_list_is_written_too(altui: Door, tmp_path: Path) -> None:
    file, out = tasks(tmp_path / "tasks.json"), tmp_path / "out.json"
    label(file, {1: "praise"})
    assert altui("export", file, "-o", out, "--format", "json", "--only-labeled").status == 0
    rows = json.loads(out.read_text())
    assert [(row["id"], row["altui_label"]) for row in rows] == [("0", "bug"), ("1", "praise")]


def test_any_data_become_tasks_with_the_session_s_classes(altui: Door, tmp_path: Path) -> None:
    file, out = tmp_path / "data.csv", tmp_path / "out.jsonl"
    file.write_text("body,n\n" + "".join(f"some words of row {n},{n}\n" for n in range(20)))
    label(file, {3: "bug"})
    assert altui("export", file, "-o", out, "--format", "prodigy").status == 0
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert rows[3]["text"] == "some words of row 3" and rows[3]["accept"] == ["bug"]
    assert [each["id"] for each in rows[0]["options"]] == list(CLASSES)


def test_references_keep_their_labels_in_notes(altui: Door, tmp_path: Path) -> None:
    file, out = tmp_path / "refs.ris", tmp_path / "out.ris"
    file.write_text(
        "".join(f"TY  - JOUR\nTI  - A study of number {n} and more\nER  - \n\n" for n in range(20))
    )
    label(file, {0: "praise"})
    assert altui("export", file, "-o", out).status == 0
    assert "N1  - altui_label: praise\n" in out.read_text()
    assert "N1  - altui_label: praise\n" not in file.read_text()


@pytest.mark.parametrize("first", ["ris", "jsonl", "json", "csv"])
def test_an_export_taken_up_again_goes_out_in_every_form(
    altui: Door, tmp_path: Path, first: str
) -> None:
    file, again, out = tmp_path / "refs.ris", tmp_path / f"again.{first}", tmp_path / "out"
    file.write_text(
        "".join(f"TY  - JOUR\nTI  - A study of number {n} and more\nER  - \n\n" for n in range(20))
    )
    label(file, {0: "praise", 1: "bug"})
    assert altui("export", file, "-o", again).status == 0
    label(again, {2: "bug"})
    for form in ("ris", "labelstudio", "prodigy", "json", "jsonl", "csv"):
        answer = altui("export", again, "-o", out, "--format", form, "--overwrite")
        assert answer.status == 0, answer.err
        text = out.read_text()
        assert text.count("praise") == (41 if form == "prodigy" else 1), "an option has it twice"
        assert text.count("altui_part: ") in (0, 20) and text.count('"altui_part"') in (0, 20)


def test_a_session_reads_its_file_as_it_began(altui: Door, tmp_path: Path) -> None:
    """Also when other text in it would be taken for something else by now."""
    file = tmp_path / "notes.txt"
    lines = [f"the line of number {n} here" for n in range(20)]
    file.write_text("\n".join(lines))
    label(file, {0: "bug"})
    file.write_text("\n".join(line.replace(" ", "\t") for line in lines))
    answer = altui("export", file, "-o", "-")
    assert answer.status == 2 and "it has 20 rows" in answer.err


def test_a_member_in_a_folder_of_an_archive_has_one_too(altui: Door, tmp_path: Path) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "data.zip", "w") as archive:
        archive.writestr("in/a[1].csv", "text\n" + "".join(f"row {n} here\n" for n in range(20)))
    typed = f"{tmp_path / 'data.zip'}::in/a[1].csv"
    place = named_place(typed)
    assert place.parent == tmp_path and is_there(place) and not is_pattern(place)
    assert export_stem(place) == "a[1]" and list(files_of(place)) == [tmp_path / "data.zip"]
    label(place, {0: "bug"})
    answer = altui("export", typed, "-o", "-", "--only-labeled")
    assert answer.status == 0 and "row 0 here,bug" in answer.out


def test_a_member_of_an_archive_has_a_session_of_its_own(altui: Door, tmp_path: Path) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "data.zip", "w") as archive:
        for name in ("a.csv", "b.csv"):
            archive.writestr(name, "text\n" + "".join(f"row {n} of {name}\n" for n in range(20)))
    file = Path(f"{tmp_path / 'data.zip'}::b.csv")
    label(file, {0: "bug"})
    assert (tmp_path / "data.zip::b.csv.altui").is_file()
    moved = tmp_path.rename(tmp_path.with_name(f"{tmp_path.name}-moved"))
    answer = altui("export", f"{moved / 'data.zip'}::b.csv", "-o", "-", "--only-labeled")
    assert answer.status == 0 and "row 0 of b.csv,bug" in answer.out
    assert altui("status", f"{moved / 'data.zip'}::a.csv").status == 2
