"""A start with what was kept gives what a start without it gives: rows, features and Rounds."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from altui.data.kept import container
from altui.data.kept.trees import arrays_in
from altui.labeling.annotation import Annotation
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.learning.strategies import typicality
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from altui.session.source import kept as kept_module
from altui.session.source import kept_files
from altui.session.source.kept import MATRIX, ROWS
from altui.session.store.companion import companion_folder

WORDS = ("refund", "crash", "lovely", "parcel", "invoice", "freeze", "thanks", "late", "日本語")
HEADER = ("id", "text", "city", "price", "when", "label", "guess", "of", "part")


def rows(count: int = 60) -> Iterator[tuple[str, ...]]:
    chance = Random(3)
    for n in range(count):
        text = f"{chance.choice(WORDS)} {chance.choice(WORDS)}, {n // 2}"
        label = ("bill", "bug")[n % 2] if n < 12 else ""
        yield (
            f"r{n}",
            text if n % 5 else "thanks",
            chance.choice(("Paris", "Oslo")),
            "" if n % 17 == 3 else f"{chance.random() * 50:.2f}",
            f"2024-0{n % 9 + 1}-11",
            label,
            chance.choice(("bill", "bug", "")),
            f"g{n % 20}",
            "test" if n in (1, 7, 10) else "",
        )


def write(path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        if path.suffix == ".jsonl":
            objects = (dict(zip(HEADER, row, strict=True)) for row in rows())
            stream.writelines(f"{json.dumps(each)}\n" for each in objects)
        else:
            writer = csv.writer(stream)
            writer.writerow(HEADER)
            for n, row in enumerate(rows()):
                writer.writerow(row)
                if n == 20:
                    stream.write("\r\n")
    return path


SAID: dict[str, dict[str, Any]] = {
    "texts": {"columns": ("text",), "id_column": "id"},
    "numbers": {"columns": ("price", "city", "when")},
    "numbers on a line": {"columns": ("price", "city"), "boundary": "linear"},
    "both": {"columns": ("text", "price", "city"), "id_column": "id"},
    "labels": {"columns": ("text",), "target": "label"},
    "labels hidden": {"columns": ("text",), "target": "label", "hide_labels": True},
    "a share of test rows": {"columns": ("price", "text"), "target": "label", "test": "0.5"},
    "test rows that are marked": {
        "target": "label",
        "test": "part",
        "columns": ("text", "part=shown"),
    },
    "groups": {"columns": ("text",), "group": "of", "audit": 4},
    "suggestions": {"columns": ("text",), "suggested": "guess", "audit": 4},
    "words": {"columns": ("text",), "seed_text": ("bill=refund, invoice", "bug=crash")},
    "copies apart": {"columns": ("text",), "no_merge_identical": True},
}


def request(file: Path, **said: Any) -> OpenRequest:
    return OpenRequest(file=file, **{"classes": ("bill", "bug"), "seed": 1, **said})


@contextmanager
def opened(wanted: OpenRequest) -> Iterator[Annotation]:
    with closing(prepare(wanted).open()) as annotation:
        yield annotation


def everything(annotation: Annotation) -> dict[str, Any]:
    """Of the data and the features, in a form that can be compared."""
    dataset, features = annotation.dataset, annotation.features
    columns = dataset.schema.columns
    encoder = features.encoder
    assert encoder is not None and features.spread is not None
    return {
        "matrix": of(features.matrix),
        "test": of(features.test_matrix),
        "test labels": of(features.test_labels),
        "seeds": features.seeds and [of(each) for each in features.seeds],
        "names": [*features.names],
        "columns": [*features.columns],
        "terms": [features.term(k) for k in range(features.matrix.shape[1])],
        "anew": of(features.transform(dataset.table)),
        "fitted": json.dumps(encoder.to_json()),
        "places": [features.place(each) for row in (0, 7) for each in dataset.fields(row)],
        "roles": [(each.name, each.role, each.reading) for each in columns],
        "options": dataset.options.to_json(),
        "ids": [*dataset.ids],
        "known": of(dataset.known),
        "part": of(dataset.part),
        "units": [of(getattr(dataset.units, each.name)) for each in fields(dataset.units)],
        "suggestions": dataset.suggestions and [of(v) for v in vars(dataset.suggestions).values()],
        "notes": sorted(dataset.table.notes),
        "lines": [dataset.table.line(row) for row in range(dataset.n)],
        "cells": [dataset.table.cells(row) for row in range(dataset.n)],
        "round": told(annotation),
    }


def of(value: Any) -> Any:
    if value is None:
        return None
    if hasattr(value, "indptr"):
        return [of(part) for part in (value.data, value.indices, value.indptr)]
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    return {k: of(v) for k, v in vars(value).items()} if hasattr(value, "set_of") else value


def told(annotation: Annotation) -> Any:
    made = annotation.learner.round(annotation.session.knowledge())
    assert made.query is not None
    shares = made.query.probabilities
    return made.query.row, None if shares is None else np.asarray(shares).tolist(), made.labeled


@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
@pytest.mark.parametrize("kind", SAID)
def test_what_is_kept_is_what_is_made(tmp_path: Path, kind: str, ending: str) -> None:
    wanted = request(write(tmp_path / f"rows{ending}"), **SAID[kind])
    with opened(wanted) as first:
        for name in ("bill", "bug", "bill", "bug"):
            query = first.learner.round(first.session.knowledge()).query
            assert query is not None
            first.session.decide(Decision.label(query.row, name))
        assert first.keep(lambda: True) == []
    folder = companion_folder(first.session.path)
    assert {MATRIX, ROWS} <= {each.name for each in folder.glob("*.kept")}
    with opened(request(wanted.data, no_cache=True)) as anew:
        expected = everything(anew)
    with opened(request(wanted.data)) as again:
        assert again.kept is not None and not again.kept.made
        assert everything(again) == expected
        assert again.keep(lambda: True) == []


@pytest.fixture
def kept(tmp_path: Path) -> OpenRequest:
    wanted = request(write(tmp_path / "rows.csv"), **SAID["both"])
    with opened(wanted) as annotation:
        annotation.keep(lambda: True)
    return wanted


def made_anew(wanted: OpenRequest) -> tuple[set[str], list[str]]:
    with opened(wanted) as annotation:
        assert annotation.kept is not None
        return set(annotation.kept.made), annotation.session.notes


def test_another_file_is_read_anew(kept: OpenRequest) -> None:
    with kept.data.open("a", encoding="utf-8") as stream:
        stream.write("r99,late late,Oslo,3,2024-01-01,,,g1,\r\n")
    wanted = request(kept.data, accept_changes=True)
    with opened(wanted) as annotation:
        assert annotation.dataset.n == 61 and annotation.features.matrix.shape[0] == 61
        annotation.keep(lambda: True)
    assert made_anew(request(kept.data))[0] == set()


def test_the_same_bytes_in_another_encoding_are_other_texts(tmp_path: Path) -> None:
    """As when a person sees garbled letters, removes the session and begins anew."""
    file = tmp_path / "rows.csv"
    lines = ("text,other", *(f"caf\xe9 {n},{n}" for n in range(30)))
    file.write_bytes("\n".join(lines).encode("latin-1"))
    for encoding, word in (("cp437", "cafθ"), ("latin-1", "café")):
        with opened(request(file, columns=("text",), encoding=encoding)) as annotation:
            assert f"word: {word}" in list(annotation.features.names)
            annotation.keep(lambda: True)
        annotation.session.path.unlink()


def test_another_class_needs_no_other_features(kept: OpenRequest) -> None:
    with opened(kept) as annotation:
        annotation.session.decide(Decision.classes(ClassChange("add", "praise")))
    made, _ = made_anew(request(kept.data, classes=()))
    assert made == {ROWS}


@pytest.mark.parametrize("name", [ROWS, MATRIX])
def test_damage_is_told_and_mended(kept: OpenRequest, name: str) -> None:
    path = companion_folder(prepare(kept).place or Path()) / name
    content = bytearray(path.read_bytes())
    content[200] ^= 4
    path.write_bytes(content)
    made, notes = made_anew(kept)
    assert made == {name}
    assert any(f"{name} was damaged and was made anew" in note for note in notes)
    with opened(kept) as annotation:
        annotation.keep(lambda: True)
    assert made_anew(kept)[0] == set()


def test_damage_in_what_is_read_later_is_told_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "BLOCK", 512)
    monkeypatch.setattr(kept_module, "LARGE", 0)
    wanted = request(write(tmp_path / "rows.csv"), **SAID["both"])
    with opened(wanted) as annotation:
        annotation.keep(lambda: True)
    with opened(wanted) as annotation:
        assert annotation.kept is not None
        (file,) = (each for each in annotation.kept.files if each.path.name == MATRIX)
        terms = arrays_in(file.tree["encoder"])[0]
        with file.path.open("r+b") as stream:
            stream.seek(file._places[terms].offset + 600)
            stream.write(b"?")
        (note,) = annotation.keep(lambda: True)
    assert "start altui again to make it anew" in note
    assert made_anew(wanted)[0] == {MATRIX}


def test_nothing_is_kept_where_that_is_not_wanted(tmp_path: Path) -> None:
    wanted = request(write(tmp_path / "rows.csv"), **SAID["both"], no_cache=True)
    with opened(wanted) as annotation:
        assert annotation.keep(lambda: True) == []
    assert not [*companion_folder(annotation.session.path).glob("*.kept")]


def test_a_full_disk_is_left_to_the_labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files, "SPARED", 1 << 62)
    wanted = request(write(tmp_path / "rows.csv"), **SAID["both"])
    with opened(wanted) as annotation:
        (note,) = annotation.keep(lambda: True)
    assert "too little room on the disk" in note
    assert not [*companion_folder(annotation.session.path).glob("*.kept")]


def test_what_a_killed_program_left_is_removed(kept: OpenRequest) -> None:
    folder = companion_folder(prepare(kept).place or Path())
    left = folder / f"{container.NEW}77-{MATRIX}"
    left.write_bytes(b"half")
    with opened(kept) as annotation:
        annotation.keep(lambda: True)
    assert not left.exists() and made_anew(kept)[0] == set()


def test_a_folder_that_cannot_be_written_keeps_nobody_from_labeling(kept: OpenRequest) -> None:
    folder = companion_folder(prepare(kept).place or Path())
    for name in (ROWS, MATRIX):
        (folder / name).unlink()
        (folder / name).mkdir()  # nothing can take its place
    with opened(kept) as annotation:
        assert annotation.keep(lambda: True) == []
    assert made_anew(kept)[0] == {ROWS, MATRIX}


def test_typical_rows_are_found_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_labels = {"columns": ("text", "price", "label=hidden"), "audit": 0}
    wanted = request(write(tmp_path / "rows.csv"), **no_labels)
    with opened(wanted) as annotation:
        first = told(annotation)
        annotation.keep(lambda: True)
    with opened(request(wanted.data, no_cache=True)) as annotation:
        expected = asked(annotation, 6)
        for _ in range(6):
            annotation.session.decide(Decision.undo())
    monkeypatch.setattr(typicality, "FIRST_CLUSTERS", 0)  # no cluster is made any more
    with opened(request(wanted.data)) as annotation:
        assert told(annotation) == first
        assert asked(annotation, 6) == expected


def asked(annotation: Annotation, count: int) -> list[int]:
    rows = []
    for name in ("bill", "bug") * (count // 2):
        query = annotation.learner.round(annotation.session.knowledge()).query
        assert query is not None
        annotation.session.decide(Decision.label(query.row, name))
        rows.append(query.row)
    return rows
