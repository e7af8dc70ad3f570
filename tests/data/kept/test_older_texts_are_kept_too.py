"""Texts as sessions read them before a column had a reading: what is kept can be saved again."""

from __future__ import annotations

import json
from pathlib import Path

from altui.data.dataset import DataOptions
from altui.data.features.matrix import build_features
from altui.data.kept.container import KeptFile, writing
from altui.data.kept.features import features_from_tree, features_to_tree
from altui.data.kept.trees import LONG, pack, unpack
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.data.schema import restore_schema


def test_the_words_of_an_older_session_come_back_and_go_on_to_a_models_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("text\n" + "".join(f"word{n} and word{n + 1}\n" for n in range(LONG)))
    table = open_table(path)
    schema = restore_schema(table, {"text": "text"})
    dataset = load_dataset(table, schema, DataOptions(classes=("a", "b")))
    made = build_features(dataset)
    with writing(tmp_path / "features.kept", lambda: True) as writer:
        writer.finish("key", pack(features_to_tree(made, dataset, []), writer))
    file = KeptFile(tmp_path / "features.kept")
    kept = features_from_tree(unpack(file.tree, file), dataset)
    assert made.encoder is not None and kept.encoder is not None
    assert json.dumps(kept.encoder.to_json()) == json.dumps(made.encoder.to_json())
    assert [*kept.names] == [*made.names]
    assert (kept.transform(table) != made.matrix).nnz == 0
