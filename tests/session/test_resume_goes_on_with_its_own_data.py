"""A session is resumed with the data and the settings it was begun with."""

import os
from pathlib import Path

import numpy as np
import pytest

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.errors import InputError, SessionError
from altui.labeling.annotation import annotate
from altui.session import opening
from altui.session.events import Decision, Kind
from altui.session.exporting.export import export_session
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.reading import read_settings
from altui.session.session import Session
from altui.session.store.companion import companion_folder
from altui.session.store.location import find_session, session_path
from altui.session.store.log import EventLog
from tests.session.making import Data


def test_changed_content_is_named(session: Session, data: Data) -> None:
    session.close()
    with pytest.raises(SessionError, match=r"data\.csv has changed since") as caught:
        data.resume(session.path, fingerprint="e" * 64)
    assert "it has 33 rows; fingerprint ffffffffffff, now eeeeeeeeeeee" in str(caught.value)
    assert "--labels-only" in caught.value.hint


def test_another_number_of_rows_is_named(session: Session) -> None:
    session.close()
    with pytest.raises(SessionError, match="it had 33 rows and has 43 now"):
        Data(40, extras=True).resume(session.path, fingerprint="e" * 64)


def test_rows_that_have_become_known_are_noticed(session: Session, data: Data) -> None:
    session.decide(Decision.label(3, "no"))
    session.close()
    data.part[3] = 1
    with pytest.raises(SessionError, match="with a label in the file"):
        data.resume(session.path)


def test_settings_are_the_sessions_own(session: Session, data: Data) -> None:
    session.decide(Decision.setting(strategy="margin"))
    session.close()
    assert read_settings(session.path) == session.settings
    with data.resume(session.path, annotator="bob") as again:
        assert again.settings.strategy == "margin"
        again.decide(Decision.label(3, "no"))
        assert [event.annotator for event in again.view().events] == ["ada", "ada", "bob"]


def test_a_read_session_is_closed_again(session: Session, data: Data) -> None:
    session.decide(Decision.label(3, "no"))
    session.close()
    view = Session.read(session.path)
    data.resume(session.path).close()
    assert view.settings.classes == ("no", "yes")
    assert view.state.answers.rows.tolist() == [3]
    assert [item.row_id for item in view.history()] == ["id3"]


def test_ids_are_only_asked_for_when_needed(path: Path, data: Data) -> None:
    class Ids(list[str]):
        def __iter__(self) -> None:  # type: ignore[override]
            raise AssertionError("all ids were read")

    data.ids = Ids(data.ids)
    with data.begin(path) as session:
        session.decide(Decision.label(3, "no"))
    data.resume(path).close()


def test_a_session_lives_beside_its_data(tmp_path: Path) -> None:
    table = tmp_path / "data.csv"
    assert session_path(table) == tmp_path / "data.csv.altui"
    assert session_path(table, tmp_path / "mine") == tmp_path / "mine"
    assert companion_folder(tmp_path / "data.csv.altui") == tmp_path / "data.csv.altui.d"


def test_where_nobody_may_write_it_lives_in_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("platformdirs.user_data_path", lambda name: tmp_path / "home" / name)
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda p, m: "shared" not in str(p) and allowed(p, m))
    here, there = tmp_path / "shared" / "data.csv", tmp_path / "shared" / "b" / "data.csv"
    place = session_path(here)
    assert place.parent == tmp_path / "home" / "altui"
    assert oct(place.parent.stat().st_mode)[-3:] == "700"
    assert place != session_path(there)
    assert place.name.startswith("data.csv-")
    Data(3).begin(place).close()
    monkeypatch.undo()
    monkeypatch.setattr("platformdirs.user_data_path", lambda name: tmp_path / "home" / name)
    assert session_path(here) == place
    assert find_session(here) == place


def test_a_session_is_found_by_its_data_or_by_itself(tmp_path: Path, data: Data) -> None:
    table = tmp_path / "data.csv"
    table.write_text("a,b\n1,2\n")
    with pytest.raises(SessionError, match="no session yet") as caught:
        find_session(table)
    assert caught.value.hint == f"Start one with: altui label {table}"
    place = session_path(table)
    data.begin(place).close()
    assert find_session(table) == find_session(place) == place
    odd = tmp_path / "my.session"
    place.rename(odd)
    assert find_session(odd) == odd


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="no such file"):
        find_session(tmp_path / "none.altui")
    (tmp_path / "text.altui").write_text("hello")
    with pytest.raises(SessionError, match="not an altui session"):
        find_session(tmp_path / "text.altui")


def test_wrong_settings_are_one_sentence(path: Path) -> None:
    begin = Decision(Kind.BEGIN, value="{}")
    EventLog.create(path, begin, annotator="ada", at=1.0).close()
    with pytest.raises(SessionError, match="settings are incomplete"):
        Session.read(path)


def test_the_pool_counts_what_may_be_asked(session: Session, data: Data) -> None:
    assert session.settings.pool == 30
    assert int(np.sum(data.part == 0)) == 30


@pytest.fixture
def tested(tmp_path: Path) -> Dataset:
    """Four rows to label and, in a file of its own, two to test on."""
    (tmp_path / "rows.csv").write_text("size,label\n1,a\n2,b\n3,\n4,\n5,\n6,\n")
    (tmp_path / "test.csv").write_text("size,label\n1.5,a\n5.5,b\n")
    return load(tmp_path)


def load(folder: Path) -> Dataset:
    table = open_table(folder / "rows.csv")
    options = DataOptions(test=str(folder / "test.csv"))
    return load_dataset(table, infer_schema(table, target="label"), options)


def begun(data: Dataset, path: Path) -> Path:
    source, options = str(data.table.path), SessionOptions(seed=3, annotator="ada")
    opening.begin(path, data, source, options, SessionDefaults()).close()
    return path


def test_another_test_file_is_noticed(tested: Dataset, path: Path) -> None:
    opening.resume(begun(tested, path), tested, SessionOptions()).close()
    (path.parent / "test.csv").write_text("size,label\n1.5,b\n5.5,a\n")
    with pytest.raises(SessionError, match=r"the test file .*test\.csv has changed since"):
        opening.resume(path, load(path.parent), SessionOptions())


def test_labels_are_exported_without_the_test_file(tested: Dataset, path: Path) -> None:
    begun(tested, path)
    (path.parent / "test.csv").unlink()
    assert export_session(path, path.parent / "out.csv") == 6


def test_another_seed_is_refused_and_not_passed_over(tested: Dataset, path: Path) -> None:
    opening.resume(begun(tested, path), tested, SessionOptions(seed=3)).close()
    with pytest.raises(SessionError, match="started with the seed 3"):
        opening.resume(path, tested, SessionOptions(seed=4))


def test_a_session_that_can_have_no_learner_is_closed(tested: Dataset, path: Path) -> None:
    from altui.data.features.matrix import build_features

    session = opening.resume(begun(tested, path), tested, SessionOptions(model="nobody.knows:it"))
    with pytest.raises(InputError, match="cannot import"):
        annotate(tested, build_features(tested), session)
    opening.resume(path, tested, SessionOptions(model="logistic")).close()


def test_a_strategy_of_ones_own_is_named_each_time(tested: Dataset, path: Path) -> None:
    opening.resume(begun(tested, path), tested, SessionOptions(strategy="my.module:best")).close()
    with pytest.raises(SessionError, match=r"asks by 'my\.module:best', code from outside"):
        opening.resume(path, tested, SessionOptions())
    opening.resume(path, tested, SessionOptions(strategy="margin")).close()
    opening.resume(path, tested, SessionOptions()).close()


def test_a_class_that_is_not_there_cannot_be_looked_for(tested: Dataset, path: Path) -> None:
    options = SessionOptions(strategy="most-likely:zebra")
    with pytest.raises(InputError, match="looks for a class that is not there"):
        opening.begin(path, tested, "rows.csv", options, SessionDefaults())
    assert not path.exists()
    with pytest.raises(InputError, match="looks for a class that is not there"):
        opening.resume(begun(tested, path), tested, options)
    with opening.resume(path, tested, SessionOptions()) as session:
        assert session.knowledge().strategy == "margin"
        session.decide(Decision.setting(strategy="most-likely:a"))
        assert session.knowledge().strategy == "most-likely:a"
