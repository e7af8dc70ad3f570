"""`altui.load_model` predicts in Python what `altui predict` writes."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import altui
from altui.errors import InputError
from altui.labeling.model_files.loaded_model import LoadedModel
from altui.labeling.model_files.saving import save_model
from altui.labeling.retraining.pipeline import Pipeline
from altui.labeling.retraining.prediction import Prediction
from altui.labeling.retraining.retrain import retrain
from tests.labeling.model_files.shop import begin_session, write_shop

pytest.importorskip("skops.io")

COLUMNS = ("price=numeric", "weight=numeric", "bought=date", "city=categorical", "body=text")


class Frame:
    """As much of a DataFrame as is used."""

    def __init__(self, columns: dict[str, Any]) -> None:
        self._columns = {name: np.array(column, object) for name, column in columns.items()}

    def keys(self) -> Iterator[str]:
        return iter(self._columns)

    def __getitem__(self, name: str) -> Any:
        return self._columns[name]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_shop(tmp_path / "shop.csv")


@pytest.fixture
def pipeline(file: Path) -> Pipeline:
    return Pipeline.of(retrain(begin_session(file, COLUMNS, test="0.2")))


@pytest.fixture
def model(file: Path, pipeline: Pipeline) -> LoadedModel:
    target = file.with_name("model.skops")
    save_model(pipeline, target)
    return altui.load_model(target)


def columns_of(file: Path) -> dict[str, list[str]]:
    with file.open(newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    return {name: [row[name] for row in rows] for name in rows[0]}


def test_it_predicts_what_the_session_does(
    file: Path, pipeline: Pipeline, model: LoadedModel
) -> None:
    matrix = retrain(file.with_name("shop.csv.altui")).features.matrix
    expected = Prediction.of(pipeline, pipeline.model.predict_proba(matrix))
    assert model.classes_.tolist() == ["a", "b"]
    assert np.allclose(model.predict_proba(file), expected.shown, atol=1e-6)
    assert model.predict(str(file)).tolist() == [model.classes_[k] for k in expected.predicted]
    assert len(model.features) == matrix.shape[1] and model.features[0] == "price"


def test_columns_in_memory_are_read_as_the_file_is(file: Path, model: LoadedModel) -> None:
    columns, expected = columns_of(file), model.predict_proba(file)
    assert np.array_equal(model.predict_proba(columns), expected)
    assert np.array_equal(model.predict_proba(Frame(columns)), expected)
    arrow = pytest.importorskip("pyarrow")
    assert np.array_equal(model.predict_proba(arrow.table(columns)), expected)


def test_numbers_dates_and_gaps_of_python_are_those_of_the_file(
    file: Path, model: LoadedModel
) -> None:
    def number(cell: str) -> float:
        return float(cell.replace(".", "").replace(",", ".")) if cell[-1:].isdigit() else np.nan

    def date(cell: str) -> datetime.datetime | None:
        return datetime.datetime.strptime(cell, "%d.%m.%Y") if cell != "-" else None

    columns: dict[str, Any] = columns_of(file)
    columns |= {name: [*map(number, columns[name])] for name in ("price", "weight")}
    columns["bought"] = [*map(date, columns["bought"])]
    columns["city"] = [city or None for city in columns["city"]]
    assert np.array_equal(model.predict_proba(columns), model.predict_proba(file))


def test_whole_numbers_that_became_floats_are_the_same_categories(tmp_path: Path) -> None:
    file = tmp_path / "zones.csv"
    rows = "".join(f"{i % 4 or ''},{'ab'[i % 2]}\n" for i in range(40))
    file.write_text("zone,label\n" + rows)
    target = tmp_path / "zones.skops"
    save_model(Pipeline.of(retrain(begin_session(file, ("zone=categorical",), rows=30))), target)
    model = altui.load_model(target)
    floats = {"zone": [float(i % 4) if i % 4 else np.nan for i in range(40)]}
    assert np.array_equal(model.predict_proba(floats), model.predict_proba(file))


def test_what_does_not_fit_is_said(file: Path, model: LoadedModel) -> None:
    columns = columns_of(file)
    columns["weight"][3] = "oops"
    with pytest.warns(UserWarning, match="1 cell of 'weight' is no number"):
        model.predict(columns)
    del columns["price"]
    with pytest.raises(InputError, match="there is no column 'price'"):
        model.predict(columns)
    with pytest.raises(InputError, match="a list has no columns with names"):
        model.predict([[1, 2]])
    with pytest.raises(InputError, match="different lengths"):
        model.predict({"price": [1], "weight": [1, 2]})


def test_the_package_has_no_other_name_by_accident() -> None:
    with pytest.raises(AttributeError, match="no attribute 'load_modle'"):
        _ = altui.load_modle  # type: ignore[attr-defined]
