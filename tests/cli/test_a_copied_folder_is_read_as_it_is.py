"""A folder is copied, and its files go on changing there: each command reads the copy's own."""

from __future__ import annotations

import csv
import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from altui.session.session import Session
from altui.session.store.log import EventLog
from tests.cli.doors import Answer, Door, apart
from tests.cli.sessions import label, write_clouds

COLUMNS = ("--target", "label", "--columns", "width,height", "--id", "id", "--hide-labels")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a data file of which 20 rows have their label."""
    folder = tmp_path / "project"
    folder.mkdir()
    label(write_clouds(folder / "clouds.csv"), range(20))
    return folder


@pytest.fixture
def copied(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its copy, in which the person is; the original is still there and says something else."""
    copy = project.with_name("project2")
    shutil.copytree(project, copy)
    change(project / "clouds.csv")
    monkeypatch.chdir(copy)
    return copy


def change(file: Path) -> None:
    """Another word in a column that no decision hangs on, so that it shows which file was read."""
    file.write_text(file.read_text().replace("r059,", "other,"))


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open() as lines:
        return list(csv.DictReader(lines))


def labeled(session: Path) -> int:
    return Session.read(session).summary().labels_given


NAMES = ["clouds.csv", "clouds.csv.altui"]


@pytest.mark.parametrize("name", NAMES)
def test_an_export_has_the_rows_of_the_copy(altui: Door, copied: Path, name: str) -> None:
    answer = altui("export", name, "-o", "labels.csv")
    assert answer.status == 0 and "is used" not in answer.err
    assert rows_of(copied / "labels.csv")[-1]["id"] == "r059"


@pytest.mark.parametrize("name", NAMES)
def test_status_names_the_data_of_the_copy(altui: Door, copied: Path, name: str) -> None:
    answer = altui("status", name)
    assert str(copied / "clouds.csv") in answer.out and "project/" not in answer.out
    assert json.loads(altui("status", name, "--json").out)["source"] == str(copied / "clouds.csv")


def test_a_report_names_the_data_and_no_folder(altui: Door, copied: Path) -> None:
    assert altui("report", "clouds.csv").status == 0
    page = (copied / "clouds.csv.altui.html").read_text()
    assert "<h1>clouds.csv</h1>" in page and "project" not in page


def test_a_prediction_learns_from_the_rows_of_the_copy(altui: Door, copied: Path) -> None:
    # Were the original read, it would be told that it has changed since.
    answer = altui("predict", "clouds.csv.altui", "clouds.csv", "-o", "out.csv")
    assert answer.status == 0, answer.err
    assert len(rows_of(copied / "out.csv")) == 60


def test_labels_are_walked_again_on_the_rows_of_the_copy(altui: Door, tmp_path: Path) -> None:
    folder, copy = tmp_path / "project", tmp_path / "project2"
    folder.mkdir()
    session = label(write_clouds(folder / "clouds.csv"), range(40), test="0.3")
    shutil.copytree(folder, copy)
    change(folder / "clouds.csv")
    words = ("--strategy", "random", "--seeds", "1", "--queries", "3", "--json")
    answer = altui("simulate", "--from", copy / session.name, *words)
    assert answer.status == 0, answer.err


def test_recovering_a_copy_leaves_the_original_as_it_is(altui: Door, copied: Path) -> None:
    original = copied.with_name("project") / "clouds.csv.altui"
    before = original.read_bytes()
    damaged = copied / "clouds.csv.altui"
    damaged.write_bytes(damaged.read_bytes()[:5000] + b"\0" * 9000)
    assert "saved in" in altui("recover", "clouds.csv").out
    assert original.read_bytes() == before and labeled(damaged) <= labeled(original)


def certify(folder: Path, keys: str, *words: str) -> Answer:
    words = ("certify", "clouds.csv", "--plain", "--dwell", "0", *words)
    return apart(*words, folder=folder, text=keys)


def test_a_certificate_is_asked_for_in_the_copy_and_goes_on_there(project: Path) -> None:
    certify(project, "0\n0\n", "--target", "0.5")  # which two labels do not decide
    assert (project / "clouds.csv.certify.altui").exists()
    copy = project.with_name("project2")
    shutil.copytree(project, copy)
    change(project / "clouds.csv")
    before = (project / "clouds.csv.certify.altui").read_bytes()
    answer = certify(copy, "0\n")
    assert "another session" not in answer.err and "has changed since" not in answer.err, answer.err
    assert "of clouds.csv.altui (as" in answer.out and f"{project}/" not in answer.out
    assert labeled(copy / "clouds.csv.certify.altui") == 3
    assert (project / "clouds.csv.certify.altui").read_bytes() == before


def test_labeling_goes_on_in_the_copy_alone(project: Path) -> None:
    copy = project.with_name("project2")
    shutil.copytree(project, copy)
    original = Session.read(project / "clouds.csv.altui").events
    change(project / "clouds.csv")
    # The original is open meanwhile: the lock of the copy is its own.
    words = ("label", "clouds.csv", "--plain", "--dwell", "0")
    with EventLog.open(project / "clouds.csv.altui"):
        answer = apart(*words, folder=copy, text="0\nexport\n")
    assert answer.status == 0, answer.err
    assert "changed" not in answer.err and labeled(copy / "clouds.csv.altui") == 21
    exported = next(copy.glob("*.labels.csv"))
    assert rows_of(exported)[-1]["id"] == "r059"
    assert not list(project.glob("*.labels.csv"))
    assert len(Session.read(project / "clouds.csv.altui").events) == len(original)


def test_a_copy_that_was_changed_is_told_and_the_original_does_not_take_its_place(
    altui: Door, project: Path
) -> None:
    copy = project.with_name("project2")
    shutil.copytree(project, copy)
    change(copy / "clouds.csv")
    for words in (["export", "-o", "out.csv"], ["predict", project / "clouds.csv", "-o", "o.csv"]):
        answer = altui(words[0], copy / "clouds.csv.altui", *words[1:])
        assert answer.status != 0 and f"{copy / 'clouds.csv'} has changed since" in answer.err
    assert altui("export", project / "clouds.csv", "-o", project / "out.csv").status == 0


def test_the_remembered_file_is_used_only_where_none_is_beside_and_that_is_said(
    altui: Door, copied: Path, tmp_path: Path
) -> None:
    del copied
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(tmp_path / "project2" / "clouds.csv.altui", alone / "mine.altui")
    shutil.copy(tmp_path / "project2" / "clouds.csv", tmp_path / "project" / "clouds.csv")
    remembered = tmp_path / "project" / "clouds.csv"
    for words in (["export", "-o", alone / "labels.csv"], ["status"], ["report"]):
        answer = altui(words[0], alone / "mine.altui", *words[1:])
        said = [line for line in answer.err.splitlines() if "There is no data file beside" in line]
        assert answer.status in (0, 3) and len(said) == 1, answer.err
        assert str(remembered) in " ".join(answer.err.split())
    assert len(rows_of(alone / "labels.csv")) == 60


def test_a_folder_that_was_moved_is_read_where_it_is(altui: Door, project: Path) -> None:
    moved = project.rename(project.with_name("moved"))
    answer = altui("export", moved / "clouds.csv.altui", "-o", moved / "out.csv")
    assert answer.status == 0 and "beside" not in answer.err
    assert altui("status", moved / "clouds.csv").out.count(str(moved / "clouds.csv")) >= 2


def test_data_and_session_renamed_together_belong_together(altui: Door, copied: Path) -> None:
    (copied / "clouds.csv").rename(copied / "sky.csv")
    (copied / "clouds.csv.altui").rename(copied / "sky.csv.altui")
    shutil.copy(copied.with_name("project") / "clouds.csv", copied / "clouds.csv")
    assert altui("export", "sky.csv", "-o", "out.csv").status == 0
    assert rows_of(copied / "out.csv")[-1]["id"] == "r059"


def test_a_session_elsewhere_reads_what_it_was_begun_with(altui: Door, tmp_path: Path) -> None:
    file, place = write_clouds(tmp_path / "clouds.csv"), tmp_path / "sessions" / "mine.altui"
    place.parent.mkdir()
    (place.parent / "mine").write_text("no data of the session mine.altui\n")
    begin(
        OpenRequest(
            file=file, session=place, target="label", hide_labels=True, classes=("ant", "cat")
        )
    )
    answer = altui("export", place, "-o", tmp_path / "out.csv")
    assert answer.status == 0 and "as at the start" in answer.err
    assert len(rows_of(tmp_path / "out.csv")) == 60


def test_a_relative_path_is_one_from_the_folder_of_the_session(
    altui: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    write_clouds(tmp_path / "data" / "clouds.csv")
    monkeypatch.chdir(tmp_path)
    label(Path("data/clouds.csv"), range(20)).rename("mine.altui")
    monkeypatch.chdir("/")
    answer = altui("export", tmp_path / "mine.altui", "-o", tmp_path / "out.csv")
    assert answer.status == 0, answer.err
    assert len(rows_of(tmp_path / "out.csv")) == 60


def test_a_linked_session_or_file_is_read_through_its_link(
    altui: Door, project: Path, tmp_path: Path
) -> None:
    links = tmp_path / "links"
    links.mkdir()
    (links / "clouds.csv.altui").symlink_to(project / "clouds.csv.altui")
    assert altui("export", links / "clouds.csv.altui", "-o", links / "one.csv").status == 0
    (links / "clouds.csv").symlink_to(project / "clouds.csv")
    answer = altui("export", links / "clouds.csv", "-o", links / "two.csv")
    assert answer.status == 0 and "beside" not in answer.err


def begin(request: OpenRequest, count: int = 12) -> None:
    """A session with so many labels, all as the file has them."""
    annotation = prepare(request).open()
    for row in np.flatnonzero(annotation.dataset.part == 0)[:count].tolist():
        annotation.session.decide(Decision.label(row, annotation.dataset.known_label(row)))
    annotation.close()


def test_the_other_files_of_a_session_are_those_of_the_copy_too(
    altui: Door, tmp_path: Path
) -> None:
    folder = tmp_path / "project"
    (folder / "more").mkdir(parents=True)
    file, test = write_clouds(folder / "clouds.csv"), write_clouds(folder / "more" / "test.csv", 30)
    vectors, guide = folder / "vectors.npy", folder / "guide.md"
    np.save(vectors, np.random.default_rng(1).normal(size=(60, 2)))
    np.save(folder / "more" / "vectors.npy", np.ones((30, 2)))
    guide.write_text("# As it was\n")
    request = OpenRequest(
        file=file,
        target="label",
        hide_labels=True,
        classes=("ant", "cat"),
        test="0.2",
        vectors=vectors,
        guidelines=guide,
    )
    begin(request)
    begin(OpenRequest(file=file, session=folder / "tested.altui", target="label", hide_labels=True,
                  classes=("ant", "cat"), test=str(test)))  # fmt: skip
    copy = tmp_path / "project2"
    shutil.copytree(folder, copy)
    np.save(vectors, np.zeros((60, 2)))
    test.write_text("not a table")
    guide.write_text("# Of the original\n")
    assert altui("predict", copy / "clouds.csv", file, "-o", tmp_path / "o.csv",
                 "--vectors", copy / "vectors.npy").status == 0  # fmt: skip
    again = prepare(OpenRequest(file=copy / "clouds.csv"))
    assert "As it was" in again.guidance.text
    annotation = again.open()
    assert annotation.dataset.vectors == copy / "vectors.npy"
    annotation.close()
    words = OpenRequest(
        file=copy / "clouds.csv",
        session=copy / "tested.altui",
        test=str(copy / "more/test.csv"),
    )
    annotation = prepare(words).open()
    assert annotation.dataset.test_table is not None
    assert annotation.dataset.test_table.path == copy / "more" / "test.csv"
    annotation.close()


def test_a_packed_file_is_that_of_the_copy(altui: Door, tmp_path: Path) -> None:
    import gzip

    folder = tmp_path / "project"
    folder.mkdir()
    text = write_clouds(tmp_path / "clouds.csv").read_bytes()
    (folder / "clouds.csv.gz").write_bytes(gzip.compress(text))
    label(folder / "clouds.csv.gz", range(20))
    copy = tmp_path / "project2"
    shutil.copytree(folder, copy)
    os.truncate(folder / "clouds.csv.gz", 20)
    answer = altui("export", copy / "clouds.csv.gz", "-o", copy / "out.csv")
    assert answer.status == 0, answer.err
    assert len(rows_of(copy / "out.csv")) == 60
