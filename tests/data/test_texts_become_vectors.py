"""--embed: texts as vectors, made offline, kept beside the session and made anew if damaged."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import numpy as np
import pytest

from altui.data.dataset import DataOptions
from altui.data.features import embedding
from altui.data.features.matrix import Features, build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.errors import InputError

DATA = "data.jsonl"
TEXTS = ["a cat sleeps here", "a kitten dozes here", "the invoice is overdue", "", "\ud800 half"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in TEXTS)
    (tmp_path / DATA).write_text(lines)
    return tmp_path


def features_of(folder: Path) -> Features:
    with open_table(folder / DATA, scratch=folder / f"{DATA}.altui.d") as table:
        schema = infer_schema(table, text=["text"])
        return build_features(load_dataset(table, schema, DataOptions(("a", "b"), embed=True)))


def vectors_of(features: Features) -> np.ndarray:
    part = features.components
    return features.matrix[:, part.start : part.stop].toarray()  # type: ignore[union-attr]


class TestWithTheExtra:
    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        pytest.importorskip("wordllama")

    def test_texts_of_like_meaning_are_near_without_any_network(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            raise AssertionError("the network was asked")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        made = features_of(folder)
        vectors = vectors_of(made)
        assert vectors.shape == (5, embedding.LENGTH)
        assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 1, 1, 0, 1], atol=1e-6)
        assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
        assert "word: cat" in list(made.names)  # words stand beside them, and are explained

    def test_they_are_kept_and_a_damaged_cache_is_made_anew(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wanted = vectors_of(features_of(folder))
        (kept,) = (folder / f"{DATA}.altui.d").glob("embedding-*")
        assert kept.stat().st_mode & 0o777 == 0o600
        assert kept.parent.stat().st_mode & 0o777 == 0o700
        whole = kept.read_bytes()
        for damaged in (whole[:200], whole[:-500] + b"x" + whole[-499:], b"", b"nonsense"):
            kept.write_bytes(damaged)
            assert np.array_equal(vectors_of(features_of(folder)), wanted)
            assert kept.read_bytes() == whole
        monkeypatch.setattr(embedding, "load_model", None)  # what is kept needs no model
        assert np.array_equal(vectors_of(features_of(folder)), wanted)

    def test_other_texts_do_not_take_what_was_kept(self, folder: Path) -> None:
        before = vectors_of(features_of(folder))
        text = (folder / DATA).read_text().replace("cat", "dog")
        (folder / DATA).write_text(text)
        assert not np.array_equal(vectors_of(features_of(folder)), before)
        assert len(list((folder / f"{DATA}.altui.d").iterdir())) == 1


def test_without_the_extra_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "wordllama", None)
    with pytest.raises(InputError) as raised:
        features_of(folder)
    assert "pip install 'altui[embeddings]'" in raised.value.hint
