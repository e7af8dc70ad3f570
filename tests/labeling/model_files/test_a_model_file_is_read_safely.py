"""A model's file runs no code, and one that does not fit here is refused in plain words."""

from __future__ import annotations

import importlib.metadata
import io
import json
import operator
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

from altui.errors import AltuiError, InputError
from altui.labeling.model_files import versions
from altui.labeling.model_files.loading import load_pipeline
from altui.labeling.model_files.saving import MEMBER, save_model
from altui.labeling.retraining.pipeline import Pipeline
from altui.labeling.retraining.retrain import retrain
from altui.learning.classifiers.scikit_learn import check_trees
from tests.labeling.model_files.shop import begin_session, write_shop

skops_io = pytest.importorskip("skops.io")

Save = Callable[[str], Path]


class Harm:
    """Leaves a mark when it is made."""

    def __init__(self) -> None:
        self.classes_ = [0, 1]

    def __setstate__(self, state: Any) -> None:
        raise AssertionError("the file has run its code")


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def made(model: str = "newton") -> Path:
        file = write_shop(tmp_path / f"{model}.csv")
        target = tmp_path / f"{model}.skops"
        session = begin_session(file, ("price=numeric", "weight=numeric"), model=model)
        save_model(Pipeline.of(retrain(session)), target)
        return target

    return made


def change(path: Path, **changed: Any) -> None:
    """Save it again with this in its JSON."""
    with ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    stored = json.loads(members[MEMBER])
    members[MEMBER] = json.dumps({**stored, **changed}).encode()
    with ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)


def replace_classifier(path: Path, classifier: Any) -> None:
    with ZipFile(path) as file:
        stored = file.read(MEMBER)
    buffer = io.BytesIO(skops_io.dumps({"classifier": classifier, "classes": ["a", "b"]}))
    with ZipFile(buffer, "a") as file:
        file.writestr(MEMBER, stored)
    path.write_bytes(buffer.getvalue())


@pytest.mark.parametrize("harm", [Harm(), operator.methodcaller("upper")], ids=["class", "call"])
def test_a_type_that_nobody_trusts_is_not_made(save: Save, harm: Any) -> None:
    path = save("newton")
    replace_classifier(path, harm)
    with pytest.raises(InputError, match="ntrusted"):
        load_pipeline(path)


def test_a_module_of_the_file_is_not_imported(
    save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save("newton")
    (tmp_path / "evil_module.py").write_text("raise AssertionError('imported')\n")
    monkeypatch.syspath_prepend(tmp_path)
    with ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    schema = members["schema.json"].replace(b"sklearn.linear_model._logistic", b"evil_module")
    assert schema != members["schema.json"]
    with ZipFile(path, "w") as file:
        for name, content in {**members, "schema.json": schema}.items():
            file.writestr(name, content)
    with pytest.raises(InputError, match="ntrusted"):
        load_pipeline(path)
    change(path, model="evil_module:make")
    with pytest.raises(InputError, match="your own model"):
        load_pipeline(path)


def test_another_classifier_than_the_file_says_is_refused(save: Save) -> None:
    path = save("newton")
    replace_classifier(path, RandomForestClassifier(3).fit([[0.0], [1.0]], [0, 1]))
    with pytest.raises(AltuiError, match="RandomForestClassifier is no model 'newton'"):
        load_pipeline(path)
    replace_classifier(path, LogisticRegression().fit([[0.0, 1.0], [1.0, 0.0]], [0, 7]))
    with pytest.raises(InputError, match="its classes are others"):
        load_pipeline(path)


def test_a_tree_that_leads_out_of_its_arrays_is_refused() -> None:
    rows = np.random.default_rng(0).normal(size=(60, 3))
    forest = RandomForestClassifier(2, random_state=0).fit(rows, rows[:, 0] > 0)
    check_trees(forest)
    for name, value in (("left_child", 10**6), ("right_child", 0), ("feature", 10**6)):
        tree = forest.estimators_[1].tree_
        state = tree.__getstate__()
        nodes = state["nodes"].copy()
        nodes[name][0] = value
        broken = type(tree)(3, np.array([2]), 1)
        broken.__setstate__({**state, "nodes": nodes})
        forest.estimators_[1].tree_ = broken
        with pytest.raises(AltuiError, match="damaged"):
            check_trees(forest)
        forest.estimators_[1].tree_ = tree
    forest.n_features_in_ = 2
    with pytest.raises(AltuiError, match="damaged"):
        check_trees(forest)


def test_a_file_that_is_no_model_is_refused(save: Save, tmp_path: Path) -> None:
    path = save("newton")
    whole = path.read_bytes()
    for name, content in (("text", b"a,b\n1,2\n"), ("cut", whole[:-200])):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match="no model that altui saved"):
            load_pipeline(tmp_path / name)
    change(path, features={})
    with pytest.raises(InputError, match="cannot be read: KeyError") as caught:
        load_pipeline(path)
    assert caught.value.where == str(path)
    with pytest.raises(InputError, match="there is no such file"):
        load_pipeline(tmp_path / "nothing.skops")


@pytest.mark.parametrize("newer", ["format", "rules"])
def test_one_of_a_newer_altui_says_so(save: Save, newer: str) -> None:
    path = save("newton")
    change(path, **{newer: 99})
    with pytest.raises(InputError, match=r"that altui 0.* does not know") as caught:
        load_pipeline(path)
    assert "--upgrade altui" in caught.value.hint


def test_the_version_of_scikit_learn_matters_to_trees_and_not_to_linear_models(
    save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    forest, newton, logistic = save("forest"), save("newton"), save("logistic")

    def version(name: str) -> str:
        return "0.1.2" if name == "scikit-learn" else importlib.metadata.version(name)

    monkeypatch.setattr(versions, "version", version)
    load_pipeline(newton)
    load_pipeline(logistic)
    with pytest.raises(
        InputError, match=r"needs scikit-learn .* and scikit-learn 0.1.2 is"
    ) as told:
        load_pipeline(forest)
    assert "pip install 'scikit-learn==" in told.value.hint
