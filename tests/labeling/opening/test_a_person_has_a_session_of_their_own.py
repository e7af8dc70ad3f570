"""A name makes a session of one's own: its place, its order of questions, and what all have."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from altui.errors import InputError, SessionError
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from altui.session.options import SessionOptions
from altui.session.reading import read_session
from altui.session.session import Session
from altui.session.source.remembered import find_data
from altui.session.store.companion import companion_folder
from altui.session.store.location import (
    damaged_session,
    find_session,
    is_away,
    session_path,
)
from altui.session.store.person_names import check_name
from tests.cli.sessions import write_clouds
from tests.session.making import Data

DATA = {
    "target": "label",
    "hide_labels": True,
    "columns": ("width", "height"),
    "id_column": "id",
    "classes": ("ant", "cat"),
}


@pytest.fixture
def clouds(tmp_path: Path) -> Path:
    return write_clouds(tmp_path / "clouds.csv", n=200)


def label(file: Path, count: int = 1, **said: object) -> Session:
    """The closed session of somebody who labels with these options."""
    request = OpenRequest(file=file, **{**DATA, **said})  # type: ignore[arg-type]
    annotation = prepare(request).open()
    for _ in range(count):
        query = annotation.learner.round(annotation.session.knowledge()).query
        assert query is not None
        annotation.session.decide(Decision.label(query.row, "ant"))
    annotation.close()
    return annotation.session


def begun_at(place: Path, name: str) -> Path:
    Data(3).begin(place, annotator=name).close()
    return place


def test_each_name_has_a_session_that_nobody_else_may_read(clouds: Path) -> None:
    kim, sam = (label(clouds, annotator=name) for name in ("kim", "sam"))
    assert kim.path.name == "clouds.csv.kim.altui" and sam.path.name == "clouds.csv.sam.altui"
    for session in (kim, sam):
        assert session.path.stat().st_mode & 0o777 == 0o600
        assert companion_folder(session.path).stat().st_mode & 0o777 == 0o700
    assert label(clouds, annotator="kim").state.answered == 2, "the same command goes on"


def test_all_have_the_same_check_and_each_their_own_order(clouds: Path) -> None:
    said: list[dict[str, object]] = [
        {},
        {"annotator": "kim"},
        {"annotator": "sam", "share": "1/2"},
        {"annotator": "lee", "share": "2/2", "overlap": 0.2, "classes": ("cat", "ant")},
    ]
    people = [label(clouds, 0, **each) for each in said]
    assert len({tuple(each.state.drawn.items()) for each in people}) == 1
    assert len({each.settings.project for each in people}) == 1
    assert len({each.settings.own_seed for each in people}) == 4
    assert {each.settings.seed for each in people} == {0}


def test_without_a_name_nothing_is_new(clouds: Path) -> None:
    session = label(clouds)
    assert session.path.name == "clouds.csv.altui"
    assert session.settings.order_seed is None and session.settings.own_seed == 0
    assert len(session.settings.project) == 32
    usual = label(
        clouds, usual=SessionOptions(annotator="kim"), session=clouds.with_name("x.altui")
    )
    assert usual.settings.order_seed is None, "of a settings file: whose the labels are"


def test_another_seed_or_class_is_another_project(clouds: Path) -> None:
    found = [
        label(clouds, 0, annotator="a").settings.project,
        label(clouds, 0, annotator="b", seed=1).settings.project,
        label(clouds, 0, annotator="c", classes=("ant", "cat", "bee")).settings.project,
    ]
    assert len(set(found)) == 3


def test_the_tutorial_is_nobodys_project(tmp_path: Path) -> None:
    request = OpenRequest(is_tutorial=True, session=tmp_path / "t.altui", annotator="kim")
    annotation = prepare(request).open()
    annotation.close()
    now = annotation.session.settings
    assert (now.project, now.order_seed, now.own_seed) == ("", None, 42)


def test_who_began_without_a_name_in_its_file_goes_on_there(clouds: Path) -> None:
    begun = label(clouds, usual=SessionOptions(annotator="kim"))
    again = label(clouds, annotator="kim")
    assert again.path == begun.path and again.state.answered == 2
    assert again.settings.order_seed is None
    assert label(clouds, annotator="sam").path.name == "clouds.csv.sam.altui"
    assert label(clouds).path == begun.path, "without a name"


def test_without_a_name_the_only_session_is_meant_and_said(clouds: Path) -> None:
    place = label(clouds, annotator="kim").path
    assert find_session(clouds) == session_path(clouds) == place
    annotation = prepare(OpenRequest(file=clouds)).open()
    annotation.close()
    assert annotation.session.path == place
    assert any("the session of kim" in note for note in annotation.notes)
    again = prepare(OpenRequest(file=clouds, annotator="kim")).open()
    again.close()
    assert not any("the session of kim" in note for note in again.notes)


def test_of_several_one_has_to_be_named(clouds: Path) -> None:
    for name in ("kim", "sam smith"):
        label(clouds, annotator=name)
    with pytest.raises(SessionError, match="several people have a session") as caught:
        prepare(OpenRequest(file=clouds))
    assert "`annotator` kim or `annotator` 'sam smith'" in caught.value.hint
    with pytest.raises(SessionError, match="several people have a session") as caught:
        find_session(clouds)
    assert "clouds.csv.kim.altui" in caught.value.hint
    assert find_session(Path(f"{clouds}.kim.altui")).exists()
    assert label(clouds, annotator="lee").path.name == "clouds.csv.lee.altui"


def test_what_is_no_session_of_a_person_is_passed_over(tmp_path: Path) -> None:
    table = tmp_path / "data.csv"
    table.write_text("a,b\n1,2\n")
    begun_at(tmp_path / "data.csv.certify.altui", "certify")
    begun_at(tmp_path / "data.csv.second.altui", "kim")  # by --session
    (tmp_path / "data.csv.gz").write_text("another file")
    begun_at(tmp_path / "data.csv.gz.altui", "gz")
    (tmp_path / "data.csv.text.altui").write_text("no session")
    with pytest.raises(SessionError, match="no session yet"):
        find_session(table)
    assert session_path(table) == tmp_path / "data.csv.altui"
    assert find_session(tmp_path / "data.csv.gz") == tmp_path / "data.csv.gz.altui"


@pytest.mark.parametrize("name", ["kim", "Zoë Müller", "金", "o'hara [2]*?", "a" * 64, "é" * 64])
def test_any_name_has_a_place(clouds: Path, name: str) -> None:
    session = label(clouds, annotator=name)
    assert session.settings.annotator == name
    assert find_session(clouds) == session.path == session_path(clouds, None, name)
    assert label(clouds, annotator=name).state.answered == 2
    long = "漢" * 64
    assert label(clouds, annotator=long).path.stat().st_size


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "needs a name"),
        ("  ", "needs a name"),
        ("a" * 65, "at most 64 characters, and this one 65"),
        ("a/b", "has a /"),
        ("kim#2", "has a #"),
        ("certify", "nobody can be called"),
        ("x.Certify", "nobody can be called"),
        ("..", "nobody can be called"),
        ("kim, sam", "has a comma"),
        ("a\x1b[31m", "cannot be shown"),
        ("a\nb", "cannot be shown"),
        ("\u202eb", "cannot be shown"),
        ("\ud800", "cannot be shown"),
    ],
)
def test_a_name_that_nobody_can_have_is_refused(clouds: Path, name: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        prepare(OpenRequest(file=clouds, annotator=name))
    assert "`annotator` kim" in caught.value.hint
    with pytest.raises(InputError, match=said):
        prepare(OpenRequest(file=clouds, usual=SessionOptions(annotator=name)))
    assert not [*clouds.parent.glob("*.altui")]


def test_a_name_is_the_same_in_every_way_to_write_it() -> None:
    assert check_name(" Zoe\u0308 ") == "Zo\u00eb"


def test_where_nobody_may_write_it_is_in_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name: tmp_path / "home" / name)
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda p, m: "shared" not in str(p) and allowed(p, m))
    table = tmp_path / "shared" / "data.csv"
    table.parent.mkdir()
    table.write_text("a,b\n1,2\n")
    place = session_path(table, None, "kim")
    assert place.parent == tmp_path / "home" / "altui" and place.name.endswith(".kim.altui")
    begun_at(place, "kim")
    assert find_session(table) == session_path(table) == session_path(table, None, "kim") == place
    assert is_away(place, table) and not is_away(place, tmp_path / "shared" / "other.csv")
    assert session_path(table, None, "sam") != place
    begun_at(session_path(table, None, "sam"), "sam")
    with pytest.raises(SessionError, match="several people"):
        session_path(table)


def test_tables_of_a_database_and_folders_have_them_too(tmp_path: Path) -> None:
    import sqlite3

    base = tmp_path / "calls.sqlite"
    with sqlite3.connect(base) as connection:
        connection.execute("CREATE TABLE messages (a)")
        connection.execute("CREATE TABLE others (a)")
    table = tmp_path / "calls.sqlite::messages"
    place = session_path(table, None, "kim")
    assert place == tmp_path / "calls.sqlite.messages.kim.altui"
    begun_at(place, "kim")
    assert find_session(table) == find_session(base) == place
    begun_at(session_path(table, None, "sam"), "sam")
    with pytest.raises(SessionError, match="several tables or people"):
        find_session(base)
    folder = tmp_path / "notes"
    folder.mkdir()
    assert session_path(folder, None, "kim") == tmp_path / "notes.kim.altui"
    begun_at(tmp_path / "notes.kim.altui", "kim")
    assert find_session(folder) == tmp_path / "notes.kim.altui"


def test_a_damaged_one_is_found_by_its_file(clouds: Path) -> None:
    place = label(clouds, annotator="kim").path
    place.write_bytes(b"nothing that is left")
    assert damaged_session(clouds) == place
    label(clouds, annotator="sam")
    with pytest.raises(SessionError, match="several people"):
        damaged_session(clouds)


def test_data_and_session_may_be_renamed_together(clouds: Path) -> None:
    place = label(clouds, annotator="kim").path
    renamed = clouds.rename(clouds.with_name("new.csv"))
    moved = place.rename(place.with_name("new.csv.kim.altui"))
    assert find_data(read_session(moved).settings, moved) == renamed


def test_the_same_share_goes_on_and_another_is_refused(clouds: Path) -> None:
    begun = label(clouds, annotator="kim", share="1/2", overlap=0.1)
    for share in ("1/2", "01/2", None):
        again = label(clouds, 0, annotator="kim", share=share)
        assert again.settings.share == "1/2" and again.path == begun.path
    for said in ({"share": "2/2"}, {"share": "1/3"}, {"overlap": 0.2}):
        with pytest.raises(SessionError, match="was started with") as caught:
            label(clouds, annotator="kim", **said)
        assert "`session` PATH" in caught.value.hint
    label(clouds, annotator="sam")
    with pytest.raises(SessionError, match="was started with all rows"):
        label(clouds, annotator="sam", share="1/2")


def test_the_check_may_be_named_again_with_a_share(clouds: Path) -> None:
    begun = label(clouds, 0, annotator="kim", share="1/2", audit=30)
    assert begun.settings.audit == 20, "a tenth of all rows"
    assert label(clouds, 0, annotator="kim", share="1/2", audit=30).path == begun.path


def test_an_overlap_needs_a_share(clouds: Path) -> None:
    with pytest.raises(InputError, match="without shares or a team nothing overlaps"):
        prepare(OpenRequest(file=clouds, overlap=0.1))


def test_a_changed_file_is_divided_anew_by_its_ids(clouds: Path) -> None:
    """Whoever has the same file as the others has a share of it that is theirs alone."""
    people = {name: {"annotator": name, "share": f"{k}/2"} for k, name in ((1, "kim"), (2, "sam"))}
    before = {name: label(clouds, 3, **said) for name, said in people.items()}
    head, *rows = clouds.read_text().splitlines()
    new = [f"n{row:03},0.5,{row},cat" for row in range(50)]
    clouds.write_text("\n".join([head, *new, *rows[::-1]]) + "\n")
    mine = {}
    for name, said in people.items():
        request = OpenRequest(file=clouds, accept_changes=True, **{**DATA, **said})  # type: ignore[arg-type]
        annotation = prepare(request).open()
        ids = np.array(annotation.dataset.ids)
        mine[name] = {*ids[annotation.session.asked_from].tolist()}
        drawn = {*ids[[*annotation.session.state.drawn]].tolist()}
        now = annotation.session
        assert now.settings.pool == len(mine[name]) > before[name].settings.pool
        assert now.knowledge().remaining == now.settings.pool - 3
        annotation.close()
    assert mine["kim"] | mine["sam"] == {*ids.tolist()}
    assert mine["kim"] & mine["sam"] == drawn
