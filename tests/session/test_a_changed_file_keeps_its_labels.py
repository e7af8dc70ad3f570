"""The data file changes: labels go with their rows, and what has no row is kept and told."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.errors import SessionError
from altui.session import opening
from altui.session.events import Decision
from altui.session.exporting.export import export_labels, export_session
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.session import Session
from altui.session.source.changes import Changes, find_changes, sentences
from altui.session.source.load import load_source
from altui.session.source.reload import options_of

Row = tuple[str, str, str]
ROWS: list[Row] = [(f"r{n}", f"words of number {n}", "") for n in range(12)]
CLASSES = ("no", "yes")


class File:
    """A file of (id, text, label) rows, which can be written anew, and its session."""

    def __init__(self, folder: Path, *, with_ids: bool) -> None:
        self.path = folder / "data.csv"
        self.place = folder / "data.csv.altui"
        self.with_ids = with_ids

    def write(self, rows: list[Row]) -> None:
        with self.path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(["id", "text", "label"][not self.with_ids :])
            writer.writerows(row[not self.with_ids :] for row in rows)

    def load(self, options: DataOptions | None = None) -> Dataset:
        table = open_table(self.path)
        name = "id" if self.with_ids else None
        schema = infer_schema(table, target="label", id=name, text=["text"])
        return load_dataset(table, schema, options or DataOptions(CLASSES))

    def begin(self, rows: list[Row], *decisions: Decision) -> None:
        self.write(rows)
        source = str(self.path)
        with opening.begin(
            self.place, self.load(), source, SessionOptions(annotator="ada"), SessionDefaults()
        ) as session:
            for decision in decisions:
                session.decide(decision)

    def changes(self, rows: list[Row]) -> tuple[Changes, Dataset]:
        self.write(rows)
        view = Session.read(self.place)
        dataset = self.load(options_of(view.settings))
        return find_changes(view, dataset), dataset

    def go_on(self, rows: list[Row]) -> Session:
        changes, dataset = self.changes(rows)
        return opening.resume(self.place, dataset, SessionOptions(), changes)

    def labels(self) -> dict[str, str]:
        """The label of each text of the file, as an export has it."""
        target = self.path.with_name("out.csv")
        export_session(self.place, target, overwrite=True)
        with target.open(newline="", encoding="utf-8") as stream:
            rows = csv.DictReader(stream)
            return {r["text"]: r["altui_label"] for r in rows if r["altui_part"] == "labeled"}

    def labels_only(self) -> list[tuple[str, str, str]]:
        target = self.path.with_name("labels.csv")
        export_labels(self.place, target, overwrite=True)
        with target.open(newline="", encoding="utf-8") as stream:
            rows = csv.DictReader(stream)
            return [(r["row_id"], r["altui_label"], r["altui_row"]) for r in rows]


@pytest.fixture(params=[True, False], ids=["ids", "contents"])
def file(tmp_path: Path, request: pytest.FixtureRequest) -> File:
    return File(tmp_path, with_ids=request.param)


GIVEN = [Decision.label(2, "yes"), Decision.label(5, "no"), Decision.label(9, "yes")]


def test_it_is_refused_until_the_person_has_agreed(file: File) -> None:
    file.begin(ROWS, *GIVEN)
    file.write(ROWS[::-1])
    with pytest.raises(SessionError, match=r"data\.csv has changed since") as caught:
        opening.resume(file.place, file.load(), SessionOptions())
    assert "altui label" in caught.value.hint
    with pytest.raises(SessionError, match="has changed since"):
        load_source(Session.read(file.place))


def test_labels_go_with_rows_that_stand_elsewhere(file: File) -> None:
    file.begin(ROWS, *GIVEN, Decision.note(5, "odd"), Decision.flag(9))
    before = file.labels()
    with file.go_on([("new", "a new one", ""), *ROWS[::-1]]) as session:
        assert session.note(7) == "odd" and session.is_flagged(3)
        assert [item.row for item in session.history()] == [3, 7, 3, 7, 10]
        assert session.knowledge().rows.tolist() == [10, 7, 3]
        session.decide(Decision.undo())
        session.decide(Decision.undo())
        session.decide(Decision.undo())
        assert session.knowledge().rows.tolist() == [10, 7]
        session.decide(Decision.redo())
    assert file.labels() == before
    # Agreed once: the same file is opened like any other from now on.
    opening.resume(file.place, file.load(), SessionOptions()).close()


def test_what_has_no_row_is_told_kept_and_exported(file: File) -> None:
    file.begin(ROWS, *GIVEN)
    rows = [row for row in ROWS if row[0] != "r5"]
    changes, _ = file.changes(rows)
    lines = "\n".join(sentences(changes, "data.csv"))
    assert "it has 11 rows, 1 fewer than before" in lines
    assert "1 are where they were" in lines and "1 have moved" in lines
    assert "1 cannot be used" in lines and ("r5" if file.with_ids else ": 6") in lines
    with file.go_on(rows) as session:
        assert session.summary().labels_given == 2
        assert [item.row for item in session.history()] == [8, -1, 2]
    assert file.labels() == {"words of number 2": "yes", "words of number 9": "yes"}
    name = "r{}".format if file.with_ids else lambda n: str(n + 1)
    assert file.labels_only() == [(name(2), "yes", "3"), (name(9), "yes", "9"), (name(5), "no", "")]


def test_what_was_kept_comes_back_with_its_row(file: File) -> None:
    file.begin(ROWS, *GIVEN)
    before = file.labels()
    file.go_on(ROWS[:5]).close()
    assert list(file.labels().values()) == ["yes"]
    file.go_on(ROWS[:9]).close()
    file.go_on(ROWS).close()
    assert file.labels() == before
    assert Session.read(file.place).state.unmatched == {}


def test_the_last_decision_that_has_a_row_is_the_one_undone(file: File) -> None:
    file.begin(ROWS, *GIVEN)
    with file.go_on(ROWS[:9]) as session:
        session.decide(Decision.undo())
        assert session.knowledge().rows.tolist() == [2]
        session.decide(Decision.undo())
        assert not session.can_undo


def test_an_edited_row_keeps_its_label_by_its_id_and_is_told(tmp_path: Path) -> None:
    file = File(tmp_path, with_ids=True)
    file.begin(ROWS, *GIVEN)
    rows = [(name, text + " and more" * (name == "r5"), "") for name, text, _ in ROWS]
    changes, _ = file.changes(rows)
    assert changes.edited == (5,) and not changes.gone
    assert "1 were edited and keep their labels: row 6" in "\n".join(sentences(changes, "data.csv"))
    file.go_on(rows).close()
    assert file.labels()["words of number 5 and more"] == "no"


def test_a_row_that_was_edited_is_another_row_where_there_are_no_ids(tmp_path: Path) -> None:
    file = File(tmp_path, with_ids=False)
    file.begin(ROWS, *GIVEN)
    changes, _ = file.changes([(n, t + " and more" * (n == "r5"), "") for n, t, _ in ROWS])
    assert [each.row_id for each, _ in changes.gone.values()] == ["6"]


def test_rows_that_hold_the_same_keep_their_order(tmp_path: Path) -> None:
    file = File(tmp_path, with_ids=False)
    twins = [("", "twin", ""), ("", "other", ""), ("", "twin", ""), ("", "last", "")]
    file.begin(twins, Decision.label(0, "yes"), Decision.label(2, "no"))
    with file.go_on([("", "first", ""), *twins]) as session:
        standings = session.state.standings
        assert {row: each.number for row, each in standings.items()} == {1: 1, 3: 0}
    with file.go_on([("", "twin", ""), ("", "first", "")]) as session:
        assert list(session.state.standings) == [0] and len(session.state.unmatched) == 1


def test_a_label_that_the_file_holds_itself_now_is_not_asked_twice(file: File) -> None:
    file.begin(ROWS, *GIVEN)
    rows = [(name, text, "no" * (name == "r2")) for name, text, _ in ROWS]
    changes, _ = file.changes(rows)
    assert [why for _, why in changes.gone.values()] == ["now has a label in the file"]
    with file.go_on(rows) as session:
        assert session.knowledge().rows.tolist() == [2, 5, 9]
        assert session.settings.initial == (1, 0) and session.settings.pool == 11


def test_a_column_more_or_in_another_place_changes_no_row(tmp_path: Path) -> None:
    file = File(tmp_path, with_ids=False)
    file.begin(ROWS, *GIVEN)
    before = file.labels()
    lines = ["label,text,extra", *(f",{text},{number}" for number, (_, text, _) in enumerate(ROWS))]
    file.path.write_text("\n".join(lines) + "\n")
    view = Session.read(file.place)
    from altui.data.inference.columns import restore_schema

    table = open_table(file.path)
    dataset = load_dataset(
        table, restore_schema(table, view.settings.roles), options_of(view.settings)
    )
    changes = find_changes(view, dataset)
    assert not changes.gone and not changes.moved
    opening.resume(file.place, dataset, SessionOptions(), changes).close()
    assert file.labels() == before


def test_what_was_agreed_to_before_the_session_went_on_is_asked_again(file: File) -> None:
    file.begin(ROWS, *GIVEN)
    changes, dataset = file.changes(ROWS[::-1])
    opening.resume(file.place, dataset, SessionOptions(), changes).close()
    with pytest.raises(SessionError, match="changed while you were asked"):
        opening.resume(file.place, dataset, SessionOptions(), changes)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    files=st.lists(st.permutations(range(8)).flatmap(lambda p: st.integers(0, 8).map(
        lambda n: p[:n])), max_size=4),
    labels=st.dictionaries(st.integers(0, 7), st.sampled_from(CLASSES), min_size=1),
    with_ids=st.booleans(),
)  # fmt: skip
def test_through_any_row_of_changes_each_label_stays_with_its_row(
    tmp_path_factory: pytest.TempPathFactory,
    files: list[list[int]],
    labels: dict[int, str],
    with_ids: bool,
) -> None:
    file = File(tmp_path_factory.mktemp("changed"), with_ids=with_ids)
    rows: Callable[[list[int]], list[Row]] = lambda numbers: [ROWS[n] for n in numbers]  # noqa: E731
    file.begin(rows(list(range(8))), *(Decision.label(row, name) for row, name in labels.items()))
    for numbers in [n for n in files if n]:
        file.go_on(rows(numbers)).close()
        expected = {ROWS[n][1]: labels[n] for n in numbers if n in labels}
        assert file.labels() == expected
        assert sum(row == "" for _, _, row in file.labels_only()) == len(labels) - len(expected)
