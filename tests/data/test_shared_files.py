"""Real files, when they are at hand: ALTUI_SHARED_DATA names their folder."""

import csv
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from altui.data.dataset import DataOptions
from altui.data.features.matrix import build_features
from altui.data.inference.columns import Schema, infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from tests.data.conftest import cells

CHECKOUT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ALTUI_SHARED_DATA", CHECKOUT.parent / "shared" / "data"))
SPECTRUM = SHARED / "hostile" / "csv-spectrum"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")


def schema_and_shape(name: str) -> tuple[Schema, tuple[int, ...]]:
    with open_table(SHARED / name) as table:
        schema = infer_schema(table)
        data = load_dataset(
            table, schema, DataOptions(hide_labels=True, test="0.2", boundary="linear")
        )
        return schema, build_features(data).matrix.shape


@pytest.mark.parametrize(
    ("name", "roles", "shape"),
    [
        ("spambase.csv.gz", {"id": 1, "numeric": 57, "target": 1}, (4597, 57)),
        ("mushroom.csv.gz", {"id": 1, "categorical": 21, "shown": 1, "target": 1}, (5644, 97)),
        ("phishing.csv", {"id": 1, "numeric": 9, "target": 1}, (1250, 9)),
        ("shuttle_anomaly.csv.gz", {"id": 1, "numeric": 9, "target": 1}, (49097, 9)),
    ],
)
def test_tables_of_codes_and_numbers(
    name: str, roles: dict[str, int], shape: tuple[int, int]
) -> None:
    schema, found = schema_and_shape(name)
    assert Counter(schema.roles().values()) == roles
    assert found == shape


@pytest.mark.parametrize(
    ("name", "roles", "rows"),
    [
        ("sr_nagtegaal_2019.csv.gz", "id=id title=text abstract=text label=target", 2019),
        (
            "election_tweets_2016.csv.gz",
            "id=id text=text time=date retweets=numeric is_retweet=categorical label=target",
            6444,
        ),
        ("bbc_news.parquet", "id=id text=text label=target", 2225),
    ],
)
def test_tables_of_text(name: str, roles: str, rows: int) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    schema, found = schema_and_shape(name)
    assert " ".join(f"{column}={role}" for column, role in schema.roles().items()) == roles
    assert found[0] == rows
    assert found[1] > 1000


def test_csv_spectrum_is_read_as_it_says() -> None:
    # Three of its answers are not about the file beside them: a telephone number that differs and
    # a digit that is lost in the answer to location_coordinates.
    paths = sorted((SPECTRUM / "csvs").glob("*.csv"))
    assert len(paths) == 12
    for path in paths:
        wanted = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        table = open_table(path)
        found = [dict(zip(table.columns, row, strict=True)) for row in cells(table)]
        if path.stem == "location_coordinates":
            assert found[0]["Location Coordinates"] == wanted["Location Coordinates"]
        else:
            assert found == wanted, path


def test_naughty_strings_come_through(tmp_path: Path) -> None:
    naughty = json.loads((SHARED / "hostile" / "blns.json").read_text(encoding="utf-8"))
    path = tmp_path / "naughty.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["text"], *([string] for string in naughty)])
    assert [row[0] for row in cells(open_table(path))] == naughty
