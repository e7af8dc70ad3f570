"""How numbers and dates were read when a session began is how they are read ever after."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from altui.data.dataset import DataOptions, Dataset
from altui.data.features.matrix import Features, build_features
from altui.data.inference.columns import infer_schema, restore_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.errors import InputError
from altui.session.opening import begin
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.reading import read_settings
from altui.session.session import Session
from altui.session.source.kept import Kept
from altui.session.source.load import load_source
from altui.session.source.reload import open_data

OPTIONS = DataOptions(classes=("a", "b"))


def write(path: Path, *, odd: str = "") -> Path:
    rows = [
        f"{n}.{n * 7 % 900 + 100},{n % 90} €;{n % 28 + 1:02}.{n % 12 + 1:02}.2025;{'ab'[n % 2]}"
        for n in range(1, 60)
    ]
    rows += [f"{odd};01.01.2025;a"] if odd else []
    path.write_text("preis;tag;label\n" + "\n".join(rows) + "\n")
    return path


def begun(folder: Path, source: Path) -> tuple[Path, Dataset]:
    table = open_table(source)
    dataset = load_dataset(table, infer_schema(table), OPTIONS)
    place = folder / "data.altui"
    begin(place, dataset, str(source), SessionOptions(), SessionDefaults()).close()
    return place, dataset


def same_bits(one: Features, other: Features) -> bool:
    first, second = np.asarray(one.matrix), np.asarray(other.matrix)
    return first.tobytes() == second.tobytes() and list(one.names) == list(other.names)


def test_a_session_has_its_readings_again(tmp_path: Path) -> None:
    place, dataset = begun(tmp_path, write(tmp_path / "data.csv"))
    assert dataset.schema.roles() == {"preis": "numeric", "tag": "date", "label": "target"}
    again = load_source(Session.read(place))
    assert again.schema.readings() == dataset.schema.readings()
    assert set(again.schema.readings()) == {"preis", "tag"}
    assert same_bits(build_features(again), build_features(dataset))


def test_a_session_begun_before_there_were_readings_reads_as_it_did(tmp_path: Path) -> None:
    plain = tmp_path / "plain.csv"
    plain.write_text("x,label\n" + "".join(f"{n / 7},{'ab'[n % 2]}\n" for n in range(40)))
    table = open_table(plain)
    new = load_dataset(table, infer_schema(table), OPTIONS)
    old = load_dataset(table, restore_schema(table, new.schema.roles()), OPTIONS)
    assert old.schema.readings() == {} and set(new.schema.readings()) == {"x"}
    assert same_bits(build_features(old), build_features(new))
    plain.write_text("x,label\n1,a\nNA,b\n")
    other = open_table(plain)
    strict = load_dataset(
        other, restore_schema(other, {"x": "numeric", "label": "target"}), OPTIONS
    )
    with pytest.raises(InputError, match="'NA' is not a number"):
        build_features(strict)


def test_a_new_stray_in_a_changed_file_is_said_and_counts_as_missing(tmp_path: Path) -> None:
    source = write(tmp_path / "data.csv")
    place, _ = begun(tmp_path, source)
    write(source, odd="5 or 6")
    settings = read_settings(place)
    changed = Kept(None).dataset(open_data(settings, place), settings, with_test=True)
    build_features(changed)
    told = "1 cell of 'preis' is no number (line 61, '5 or 6'); it counts as missing"
    assert told in changed.table.notes


TEXTS = ["the parcel came late", "a very good book", "这本书质量很差", "the book was late"]


def text_file(folder: Path) -> Path:
    path = folder / "texts.csv"
    rows = (f"{TEXTS[n % 4]} {n % 7},{'ab'[n % 2]}\n" for n in range(40))
    path.write_text("body,label\n" + "".join(rows))
    return path


def test_a_session_reads_its_texts_as_it_began(tmp_path: Path) -> None:
    table = open_table(text_file(tmp_path))
    schema = infer_schema(table, target="label", columns=["body=text:characters"])
    dataset = load_dataset(table, schema, OPTIONS)
    place = tmp_path / "data.altui"
    begin(place, dataset, str(table.path), SessionOptions(), SessionDefaults()).close()
    again = load_source(Session.read(place))
    assert again.schema.readings() == {
        "body": {"kind": "text", "form": "characters", "unspaced": True}
    }
    one, other = build_features(again), build_features(dataset)
    assert (one.matrix != other.matrix).nnz == 0 and list(one.names) == list(other.names)


def test_texts_of_an_older_session_are_words_and_pairs_of_length_one(tmp_path: Path) -> None:
    table = open_table(text_file(tmp_path))
    schema = restore_schema(table, {"body": "text", "label": "target"}, {})
    old = build_features(load_dataset(table, schema, OPTIONS)).matrix
    texts = table.texts(["body"])["body"]
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32)
    assert (old != vectorizer.fit_transform(texts)).nnz == 0
