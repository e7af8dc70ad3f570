"""Vectors and texts as vectors at every door: label, resume, simulate, predict, export."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from altui.errors import InputError, SessionError
from altui.labeling.annotation import Annotation
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from tests.cli.doors import Door

ROWS = 60
CLASSES = ("ant", "cat")


def write_vectors(folder: Path, rows: int = ROWS) -> Path:
    """Vectors that tell the class, in a .npy file beside a data file that tells nothing."""
    folder.mkdir(exist_ok=True)
    random = np.random.default_rng(0)
    vectors = random.normal(size=(rows, 5)).astype(np.float32)
    vectors[1::2, 0] += 4
    np.save(folder / "vectors.npy", vectors)
    with (folder / "data.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "label"])
        writer.writerows((f"r{row:03d}", CLASSES[row % 2]) for row in range(rows))
    return folder / "data.csv"


def begun(file: Path, **more: object) -> Annotation:
    request = OpenRequest(
        file=file, target="label", classes=CLASSES, columns=("id=id",), hide_labels=True, **more
    )  # type: ignore[arg-type]
    return prepare(request).open()


def labeled(file: Path) -> None:
    annotation = begun(file, vectors=file.with_name("vectors.npy"))
    for row in range(20):
        annotation.session.decide(Decision.label(row, CLASSES[row % 2]))
    annotation.close()


def test_a_session_goes_on_with_its_vectors_and_predicts_with_others(
    altui: Door, tmp_path: Path
) -> None:
    file = write_vectors(tmp_path)
    labeled(file)
    again = begun(file)
    assert isinstance(again.features.matrix.base, np.memmap)
    again.close()
    other = write_vectors(tmp_path / "other", 40)
    out = tmp_path / "out.csv"
    answer = altui("predict", file, other, "-o", out)
    assert answer.status == 2 and "--vectors FILE.npy" in answer.err
    vectors = other.with_name("vectors.npy")
    assert altui("predict", file, other, "-o", out, "--vectors", vectors).status == 0
    rows = list(csv.DictReader(out.open()))
    assert sum(row["altui_predicted"] == row["label"] for row in rows) >= 36


def test_changed_vectors_are_noticed_and_labels_are_exported_without_any(
    altui: Door, tmp_path: Path
) -> None:
    file = write_vectors(tmp_path)
    labeled(file)
    place = tmp_path / "vectors.npy"
    np.save(place, np.load(place) + 1)
    with pytest.raises(SessionError, match="have changed since"):
        begun(file)
    assert altui("predict", file, file, "-o", tmp_path / "o.csv", "--vectors", place).status == 2
    place.unlink()
    assert altui("export", file, "-o", tmp_path / "labels.csv").status == 0
    with pytest.raises(InputError, match="no such file"):
        begun(file)


def test_another_file_of_vectors_is_another_session(tmp_path: Path) -> None:
    file = write_vectors(tmp_path)
    labeled(file)
    np.save(tmp_path / "more.npy", np.ones((ROWS, 2)))
    with pytest.raises(SessionError, match="started with another `vectors`"):
        begun(file, vectors=tmp_path / "more.npy")


def test_vectors_follow_their_data_to_another_folder(tmp_path: Path) -> None:
    file = write_vectors(tmp_path / "old")
    labeled(file)
    moved = (tmp_path / "old").rename(tmp_path / "new")
    begun(moved / "data.csv").close()


def test_a_wrong_file_of_vectors_is_told_before_the_screen(tmp_path: Path) -> None:
    file = write_vectors(tmp_path)
    np.save(tmp_path / "few.npy", np.ones((9, 2)))
    with pytest.raises(InputError, match="9 vectors for 60 rows"):
        prepare(OpenRequest(file=file, vectors=tmp_path / "few.npy"))


def test_simulate_learns_from_vectors(altui: Door, tmp_path: Path) -> None:
    file = write_vectors(tmp_path)
    words = ("--target", "label", "--columns", "id=id", "--seeds", "2", "--queries", "8", "--json")
    answer = altui("simulate", file, *words, "--vectors", tmp_path / "vectors.npy")
    assert answer.status == 0, answer.err
    assert json.loads(answer.out.splitlines()[-1])["accuracy"] >= 0.9


def test_cells_that_hold_vectors_are_exported_as_they_stand(altui: Door, tmp_path: Path) -> None:
    file = tmp_path / "data.jsonl"
    lines = [f'{{"v": [{row % 2}, 1.50 ,-2e0], "id": "r{row}"}}' for row in range(30)]
    file.write_text("\n".join(lines) + "\n")
    request = OpenRequest(file=file, id_column="id", classes=CLASSES, columns=("v",))
    annotation = prepare(request).open()
    annotation.session.decide(Decision.label(0, "ant"))
    assert np.array_equal(annotation.features.matrix[:2], [[0, 1.5, -2], [1, 1.5, -2]])
    annotation.close()
    assert altui("export", file, "-o", tmp_path / "out.jsonl").status == 0
    written = (tmp_path / "out.jsonl").read_text().splitlines()
    assert all(new.startswith(old[:-1]) for new, old in zip(written, lines, strict=True))


@pytest.mark.parametrize(
    ("words", "package", "extra"),
    [(["--embed"], "wordllama", "embeddings"), (["--image", "id"], "PIL.Image", "images")],
)
def test_an_option_that_needs_an_extra_says_which_to_install(
    altui: Door,
    clouds: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    package: str,
    extra: str,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    answer = altui("simulate", clouds, "--target", "label", "--text", "id", *words)
    assert answer.status == 2 and f"pip install 'altui[{extra}]'" in answer.err


def test_embed_is_remembered(tmp_path: Path, altui: Door) -> None:
    pytest.importorskip("wordllama")
    file = tmp_path / "data.csv"
    texts = ("the {} cat purrs and sleeps", "the {} invoice is still unpaid")
    lines = [f"{texts[row % 2].format(row)},{CLASSES[row % 2]}" for row in range(40)]
    file.write_text("\n".join(["text,label", *lines]) + "\n")
    request = {"target": "label", "classes": CLASSES, "columns": ("text=text",)}
    asked = OpenRequest(file=file, hide_labels=True, embed=True, **request)  # type: ignore[arg-type]
    annotation = prepare(asked).open()
    for row in range(4):
        annotation.session.decide(Decision.label(row, CLASSES[row % 2]))
    wanted = annotation.features.matrix
    annotation.close()
    again = prepare(OpenRequest(file=file)).open()
    assert (again.features.matrix != wanted).nnz == 0
    assert len(again.features.components) == 256
    again.close()
    out = tmp_path / "out.csv"
    assert altui("predict", file, file, "-o", out).status == 0
    rows = list(csv.DictReader(out.open()))
    assert all(row["altui_predicted"] == row["label"] for row in rows)
    assert altui("simulate", file, "--target", "label", "--embed", "--seeds", "1").status == 0
