"""The data as they were, and what the session says about each row, in columns appended."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from altui.data.dataset import DataOptions, Dataset
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.data.readers.reading import open_table
from altui.data.table import Table
from altui.errors import InputError, SessionError
from altui.session.events import Decision
from altui.session.exporting.export import export_dataset, export_session
from altui.session.opening import begin
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.session import Session
from altui.session.store.location import session_path

TEXTS = ["good day", "bad, day", 'so "so"', "=1+1", "naïve day", " day ", "007", "two\nlines", "x"]
LABELS = ["yes", "no", "", "", "", "", "", "", ""]


def make_file(folder: Path) -> Path:
    file = folder / "data.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["text", "label"])
        writer.writerows(zip(TEXTS, LABELS, strict=True))
    return file


def loaded(table: Table, options: DataOptions) -> Dataset:
    return load_dataset(table, infer_schema(table, target="label", text=["text"]), options)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_file(tmp_path)


@pytest.fixture
def labeled(file: Path) -> Callable[..., Path]:
    """Makes decisions about a file's rows, all at one moment where it is named, and closes the
    session."""

    def decide(
        *decisions: Decision, options: DataOptions | None = None, at: float | None = None
    ) -> Path:
        with open_table(file) as table:
            dataset = loaded(table, options or DataOptions())
            options, place = SessionOptions(annotator="ada"), session_path(file)
            with begin(place, dataset, str(file), options, SessionDefaults()) as session:
                if at is not None:
                    session._now = lambda: at
                for decision in decisions:
                    session.decide(decision)
        return place

    return decide


def exported(target: Path) -> list[dict[str, str]]:
    with target.open(newline="", encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


def test_every_row_says_what_became_of_it(labeled: Callable[..., Path], tmp_path: Path) -> None:
    session = labeled(
        Decision.label(2, "yes", round=1, confidence=0.123456),
        Decision.skip(3),
        Decision.ignore(4),
        Decision.unsure(5),
        Decision.label(6, "no"),
        Decision.undo(),
        Decision.note(7, "two, lines"),
    )
    target = tmp_path / "out.csv"
    assert export_session(session, target) == 9
    rows = exported(target)
    assert [row["text"] for row in rows] == TEXTS
    assert [row["label"] for row in rows] == LABELS
    assert [row["altui_label"] for row in rows] == ["yes", "no", "yes", *[""] * 6]
    assert [row["altui_part"] for row in rows] == [
        "known", "known", "labeled", "skipped", "ignored", "unsure", *["unlabeled"] * 3,
    ]  # fmt: skip
    assert [row["altui_annotator"] for row in rows[1:4]] == ["", "ada", "ada"]
    assert (rows[2]["altui_round"], rows[2]["altui_confidence"]) == ("1", "0.1235")
    assert rows[2]["altui_time"].endswith("Z")
    assert rows[7]["altui_note"] == "two, lines"
    assert list(rows[0])[2:] == [
        "altui_label", "altui_annotator", "altui_time", "altui_part", "altui_round",
        "altui_confidence", "altui_note", "altui_seconds",
    ]  # fmt: skip


def test_a_row_of_the_random_check_is_marked_once_it_has_its_label(tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text("x\n" + "\n".join(str(n * 37 % 101) for n in range(100)))
    with open_table(file) as table:
        dataset = load_dataset(table, infer_schema(table), DataOptions(classes=("no", "yes")))
        defaults = SessionDefaults(audit=10)
        with begin(session_path(file), dataset, str(file), SessionOptions(), defaults) as session:
            first, second, *_ = session.state.drawn
            session.decide(Decision.skip(second))
            session.decide(Decision.label(first, "yes"))
    target = tmp_path / "out.csv"
    export_session(session_path(file), target)
    parts = [row["altui_part"] for row in exported(target)]
    assert (parts[first], parts[second]) == ("audit", "skipped")
    assert set(parts) == {"audit", "skipped", "unlabeled"}


def test_a_column_of_flags_comes_with_the_first_flag(
    labeled: Callable[..., Path], tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    export_session(labeled(Decision.flag(3)), target)
    assert [row["altui_flag"] for row in exported(target)] == ["", "", "", "1", *[""] * 5]


def test_a_label_given_faster_than_one_reads_is_marked(
    labeled: Callable[..., Path], tmp_path: Path
) -> None:
    target, now = tmp_path / "out.csv", 1_700_000_000.0
    backward = Decision.label(2, "yes", shown_at=now + 60)  # the clock was set back
    slow = Decision.label(3, "no", shown_at=now - 5)
    quick = Decision.label(4, "no", shown_at=now - 0.1)
    export_session(labeled(slow, quick, at=now), target)
    assert [row["altui_fast"] for row in exported(target)] == [*[""] * 4, "1", *[""] * 4]
    assert list(exported(target)[0])[-1] == "altui_fast"
    session_path(tmp_path / "data.csv").unlink()
    export_session(labeled(slow, backward, at=now), target, overwrite=True)
    assert "altui_fast" not in exported(target)[0]


def test_a_label_that_was_settled_is_exported_as_settled(
    labeled: Callable[..., Path], tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    settled = Decision.label(2, "yes"), Decision.recheck(2, "no"), Decision.settle(2, "no")
    export_session(labeled(*settled), target)
    assert [row["altui_label"] for row in exported(target)[:4]] == ["yes", "no", "no", ""]


def test_only_labeled_rows(labeled: Callable[..., Path], tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert export_session(labeled(Decision.label(4, "no")), target, only_labeled=True) == 3
    assert [row["text"] for row in exported(target)] == ["good day", "bad, day", "naïve day"]


def test_revealed_labels_say_so(labeled: Callable[..., Path], tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    export_session(labeled(Decision.reveal(1), options=DataOptions(hide_labels=True)), target)
    rows = exported(target)
    assert [row["altui_part"] for row in rows[:3]] == ["unlabeled", "revealed", "unlabeled"]
    assert [row["altui_label"] for row in rows[:3]] == ["", "no", ""]


def test_spreadsheets_are_not_made_to_calculate(
    labeled: Callable[..., Path], tmp_path: Path
) -> None:
    session = labeled(Decision.note(2, "=cmd()"))
    raw, safe = tmp_path / "raw.csv", tmp_path / "safe.csv"
    export_session(session, raw)
    export_session(session, safe, for_spreadsheet=True)
    assert (exported(raw)[3]["text"], exported(safe)[3]["text"]) == ("=1+1", "'=1+1")
    assert exported(safe)[2]["altui_note"] == "'=cmd()"


def test_without_a_target_it_goes_to_stdout(
    labeled: Callable[..., Path], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    export_session(labeled(Decision.label(2, "no")), None)
    text = capsysbinary.readouterr().out.decode()
    assert list(csv.DictReader(io.StringIO(text)))[2]["altui_label"] == "no"


def test_nothing_is_written_over(labeled: Callable[..., Path], tmp_path: Path) -> None:
    session, target = labeled(), tmp_path / "out.csv"
    target.write_text("mine")
    with pytest.raises(InputError):
        export_session(session, target)
    assert target.read_text() == "mine"
    export_session(session, target, overwrite=True)
    assert len(exported(target)) == 9


def test_changed_data_are_not_mixed_with_the_labels(
    labeled: Callable[..., Path], file: Path, tmp_path: Path
) -> None:
    session = labeled(Decision.label(2, "no"))
    file.write_text("text,label\n" + "\n".join(f"{n},yes" for n in range(9)) + "\n")
    with pytest.raises(SessionError, match="has changed since"):
        export_session(session, tmp_path / "out.csv")


def test_data_and_session_can_be_moved_together(
    labeled: Callable[..., Path], file: Path, tmp_path: Path
) -> None:
    session = labeled(Decision.label(2, "no"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    file.rename(elsewhere / file.name)
    moved = session.rename(elsewhere / session.name)
    assert export_session(moved, tmp_path / "out.csv") == 9


def test_an_open_session_can_be_exported(tmp_path: Path) -> None:
    table = MemoryTable("demo", ["text", "label"], list(zip(TEXTS, LABELS, strict=True)))
    dataset = loaded(table, DataOptions())
    place, target = tmp_path / "demo.altui", tmp_path / "out.csv"
    with begin(place, dataset, "demo", SessionOptions(), SessionDefaults()) as session:
        session.decide(Decision.label(2, "no"))
        assert export_dataset(session.view(), dataset, target) == 9
        session.decide(Decision.undo())
    assert exported(target)[2]["altui_label"] == "no"


def test_the_labels_of_other_data_are_refused(labeled: Callable[..., Path], tmp_path: Path) -> None:
    view = Session.read(labeled(Decision.label(2, "no")))
    table = MemoryTable("demo", ["text", "label"], [("a", "yes"), ("b", "no"), ("c", "no")])
    with pytest.raises(SessionError, match="with a label in the file"):
        export_dataset(view, loaded(table, DataOptions()), tmp_path / "out.csv")
