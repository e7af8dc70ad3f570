"""A label served identical rows, and the row that was asked left the file or was edited."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.session.events import Decision
from altui.session.session import Session
from altui.session.source.changes import sentences
from tests.session.test_a_changed_file_keeps_its_labels import File, Row

ROWS: list[Row] = [
    ("r0", "rain again", ""),
    ("r1", "sun at last", ""),
    ("r2", "rain again", ""),
    ("r3", "fog", ""),
    ("r4", "rain again", ""),
    ("r5", "snow", ""),
]


@pytest.fixture
def file(tmp_path: Path) -> File:
    return File(tmp_path, with_ids=True)


def labels(file: File) -> dict[str, str]:
    """The label of each row by its id, its own or that of a copy."""
    from altui.session.exporting.export import export_session

    target = file.path.with_name("out.csv")
    export_session(file.place, target, overwrite=True)
    lines = [line.split(",") for line in target.read_text().splitlines()]
    place = lines[0].index("altui_label")
    return {line[0]: line[place] for line in lines[1:] if line[place]}


def without(*names: str) -> list[Row]:
    return [row for row in ROWS if row[0] not in names]


def told(file: File, rows: list[Row]) -> str:
    return "\n".join(sentences(file.changes(rows)[0], "data.csv"))


def test_a_copy_has_the_label_of_a_row_that_is_gone(file: File) -> None:
    file.begin(ROWS, Decision.label(0, "yes"), Decision.label(1, "no"))
    assert labels(file) == {"r0": "yes", "r1": "no", "r2": "yes", "r4": "yes"}
    assert "1 are gone; an identical row has their label now: row 2" in told(file, without("r0"))
    with file.go_on(without("r0")) as session:
        assert session.summary().labels_given == 2
        session.decide(Decision.label(2, "no"))
        session.decide(Decision.undo())
        session.decide(Decision.undo())
        session.decide(Decision.undo())
        assert session.summary().labels_given == 0
        session.decide(Decision.redo())
        session.decide(Decision.redo())
    assert labels(file) == {"r1": "no", "r2": "yes", "r4": "yes"}


def test_it_comes_back_with_its_row_and_is_passed_on_again(file: File) -> None:
    file.begin(ROWS, Decision.label(0, "yes"))
    file.go_on(without("r0")).close()
    file.go_on(without("r0", "r2")).close()
    assert labels(file) == {"r4": "yes"}
    file.go_on(without("r2", "r4")).close()
    assert labels(file) == {"r0": "yes"}
    file.go_on(without("r0", "r2", "r4")).close()
    assert labels(file) == {} and len(Session.read(file.place).state.unmatched) == 1
    file.go_on(without("r0")).close()
    assert labels(file) == {"r2": "yes", "r4": "yes"}


def test_a_copy_with_a_decision_of_its_own_keeps_it(file: File) -> None:
    file.begin(ROWS, Decision.label(0, "yes"), Decision.label(2, "no"))
    file.go_on(without("r2")).close()
    assert labels(file) == {"r0": "yes", "r4": "yes"}
    assert len(Session.read(file.place).state.unmatched) == 1


def test_of_two_that_are_gone_the_label_given_last_is_passed_on(file: File) -> None:
    file.begin(ROWS, Decision.label(0, "yes"), Decision.label(2, "no"))
    file.go_on(without("r0", "r2")).close()
    assert labels(file) == {"r4": "no"}


def test_a_row_set_aside_keeps_its_copies_aside(file: File) -> None:
    file.begin(ROWS, Decision.ignore(0))
    with file.go_on(without("r0")) as session:
        assert not session.knowledge().available[[1, 3]].any()


def test_copies_of_an_edited_row_are_told(file: File) -> None:
    file.begin(ROWS, Decision.label(0, "yes"))
    edited: list[Row] = [("r0", "rain again and again", ""), *ROWS[1:]]
    lines = told(file, edited)
    assert "1 were edited and keep their labels: row 1" in lines
    assert "2 more rows that were identical to one of them: without a label" in lines
    with file.go_on(edited) as session:
        assert session.knowledge().available.tolist() == [False, True, True, True, False, True]
    assert labels(file) == {"r0": "yes"}


def test_where_the_file_labels_a_copy_nothing_is_passed_on(file: File) -> None:
    file.begin(ROWS, Decision.label(0, "yes"))
    file.go_on([row if row[0] != "r2" else ("r2", row[1], "no") for row in without("r0")]).close()
    assert labels(file) == {"r2": "no", "r4": "no"}


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    files=st.lists(st.lists(st.integers(0, 8), min_size=1, unique=True), min_size=1, max_size=4),
    labels_of=st.dictionaries(st.integers(0, 2), st.sampled_from(("no", "yes")), min_size=1),
)
def test_as_long_as_one_of_them_is_there_identical_rows_have_their_label(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[int]], labels_of: dict[int, str]
) -> None:
    file = File(tmp_path_factory.mktemp("copies"), with_ids=True)
    rows: list[Row] = [(f"r{n}", f"words of text {n % 3}", "") for n in range(9)]
    file.begin(rows, *(Decision.label(text, name) for text, name in labels_of.items()))
    for numbers in files:
        file.go_on([rows[n] for n in numbers]).close()
        assert labels(file) == {f"r{n}": labels_of[n % 3] for n in numbers if n % 3 in labels_of}
