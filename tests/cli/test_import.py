"""`altui import`: labels made elsewhere, line by line, all of a file or nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from altui.data.dataset import DataOptions
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.session.events import Decision
from altui.session.opening import begin
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.session import Session
from altui.session.state.batches import label_alike
from altui.session.state.label_state import State
from tests.cli.doors import Answer, Door

ROWS = 120
KNOWN, TEST = 0, 1
"""The rows that have their label from the file: of the first it is no, of the second yes."""


def write(file: Path, *lines: str) -> Path:
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return file


def start(
    file: Path,
    *decisions: Decision,
    with_ids: bool = True,
    audit: int | None = None,
    texts: int = ROWS,
) -> Path:
    """A session on `ROWS` rows of so many texts; one has a label from the file, one is of the test
    set."""
    known = {KNOWN: "no,", TEST: "yes,1"} if audit is None else {}
    lines = [f"words of number {row % texts},{known.get(row, ',')}" for row in range(ROWS)]
    head = "text,label,is_test"
    if with_ids:
        head, lines = f"id,{head}", [f"r{row},{line}" for row, line in enumerate(lines)]
    write(file, head, *lines)
    with open_table(file) as table:
        schema = infer_schema(table, target="label", id="id" if with_ids else None, text=["text"])
        options = DataOptions(("no", "yes"), test="is_test" if audit is None else None)
        dataset = load_dataset(table, schema, options)
        place = file.with_name(file.name + ".altui")
        defaults = SessionDefaults(annotator="ada", budget=20, audit=audit or 0)
        with begin(place, dataset, str(file), SessionOptions(), defaults) as session:
            for decision in decisions:
                session.decide(decision)
    return place


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data.csv"


@pytest.fixture
def bring(altui: Door, data: Path) -> Callable[..., Answer]:
    """`bring(lines, options)` imports a file of these lines."""

    def bring(*lines: str, options: str = "", head: str = "id,label") -> Answer:
        file = write(data.with_name("elsewhere.csv"), head, *lines)
        return altui("import", data, file, *options.split())

    return bring


Bring = Callable[..., Answer]


def state_of(data: Path) -> State:
    return Session.read(data.with_name("data.csv.altui")).state


def exported(altui: Door, data: Path) -> list[dict[str, str]]:
    target = data.with_name("out.csv")
    assert altui("export", data, "-o", target, "--overwrite").status == 0
    with target.open(newline="", encoding="utf-8") as stream:
        return [*csv.DictReader(stream)]


def test_labels_are_taken_by_id_with_who_and_when(altui: Door, data: Path, bring: Bring) -> None:
    start(data)
    answer = bring(
        "r9,yes,kim,2026-03-01T12:30:00Z",
        "r5,no,,2026-03-01T13:30:00+01:00",
        "r7,,kim,",
        head="id,label,annotator,time",
        options="--annotator lee",
    )
    assert (answer.status, answer.out) == (0, "")
    assert answer.err.splitlines() == [
        "2 labels of elsewhere.csv, by kim, lee: imported",
        "  1 without a label",
    ]
    found = {each["id"]: each for each in exported(altui, data)}
    for row, label, who in (("r9", "yes", "kim"), ("r5", "no", "lee")):
        told = found[row]
        assert (told["altui_label"], told["altui_part"]) == (label, "imported")
        assert (told["altui_annotator"], told["altui_time"]) == (who, "2026-03-01T12:30:00Z")
    assert found["r7"]["altui_part"] == "unlabeled"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["r5,yes", "q9,no"], "line 3, column 'id': no row has the id 'q9'"),
        (["r5,yes", ",no"], "line 3, column 'id': the id is empty"),
        (["r5,Yes"], "line 2, column 'label': there is no class 'Yes': did you mean 'yes'?"),
        (["r5,yess"], "there is no class 'yess': did you mean 'yes'?"),
        (["r5,spam"], "there is no class 'spam'; the classes are no, yes"),
        (["r5,yes", "r6,no", "r5,no"], "the label is 'no' here and 'yes' on line 2: keep one"),
        (["r1,no"], "line 2, column 'id': the row is of the test set: take the line out"),
        (["r0,yes"], "the data file has the label 'no' for this row: mend one of the two"),
    ],
)
def test_a_line_that_does_not_fit_is_named_and_nothing_is_written(
    data: Path, bring: Bring, lines: list[str], told: str
) -> None:
    place = start(data)
    before = place.read_bytes()
    answer = bring(*lines)
    assert answer.status == 2
    assert told in answer.err and "nothing was written" in answer.err
    assert "--skip-refused" in answer.err
    assert place.read_bytes() == before


def test_a_time_that_is_none_is_refused(data: Path, bring: Bring) -> None:
    start(data)
    answer = bring("r5,yes,yesterday", head="id,label,time")
    assert answer.status == 2 and "column 'time': 'yesterday' is no time" in answer.err


def test_the_rest_of_a_file_is_taken_where_one_asks_for_it(data: Path, bring: Bring) -> None:
    start(data)
    answer = bring("r5,yes", "r6,no", "r6,yes", "q1,no", options="--skip-refused")
    assert answer.status == 0
    assert "1 label of elsewhere.csv: imported" in answer.err and "3 refused" in answer.err
    assert [*state_of(data).standings] == [5]


def test_twenty_lines_are_told_and_the_others_counted(data: Path, bring: Bring) -> None:
    start(data)
    answer = bring(*(f"q{row},yes" for row in range(50)))
    assert answer.err.count("no row has the id") == 20
    assert "... and 30 more refused" in answer.err
    assert "50 of 50 lines are refused, and nothing was written" in answer.err


def test_a_label_given_here_is_kept_unless_one_asks_to_replace_it(data: Path, bring: Bring) -> None:
    start(data, Decision.label(5, "no"), Decision.ignore(6), Decision.skip(7))
    lines = ("r5,yes", "r6,yes", "r7,yes", "r0,no", "r1,yes")
    answer = bring(*lines)
    assert answer.status == 0
    assert "line 2, column 'label': the row has the label 'no' in the session" in answer.err
    assert "line 3, column 'label': the row is ignored in the session" in answer.err
    assert "2 already the same" in answer.err, "what the file itself says of r0 and r1"
    assert {row: each.kind for row, each in state_of(data).standings.items()} == {
        5: "label", 6: "ignore", 7: "imported",
    }  # fmt: skip
    answer = bring(*lines, options="--replace")
    assert "2 in place of another label" in answer.err and "3 already the same" in answer.err
    state = state_of(data)
    assert [state.label_of(row) for row in (5, 6, 7)] == [1, 1, 1]
    assert (state.answered, state.imported) == (0, 3)


def test_the_same_file_again_brings_nothing_new(data: Path, bring: Bring) -> None:
    place = start(data)
    bring("r5,yes", "r5,yes", "r6,no")
    before = place.read_bytes()
    assert "3 already the same" in bring("r5,yes", "r5,yes", "r6,no").err
    assert place.read_bytes() == before


def test_a_row_of_the_random_check_keeps_its_turn(altui: Door, data: Path, bring: Bring) -> None:
    start(data, audit=10)
    row = next(iter(state_of(data).drawn))
    answer = bring(f"r{row},yes")
    assert "1 is for the random check: kept, neither counted nor trained on" in answer.err
    state = state_of(data)
    assert state.checked == 0 and not state.is_answered(row)
    assert "; 1 more for the random check, not counted" in altui("status", data).out
    assert exported(altui, data)[row]["altui_part"] == "imported"
    assert "1 already the same" in bring(f"r{row},yes").err
    assert "1 kept out" in bring(f"r{row},no").err


def test_nothing_is_written_where_one_only_asks(data: Path, bring: Bring) -> None:
    place = start(data)
    before = place.read_bytes()
    answer = bring("r5,yes", options="--dry-run")
    assert "1 label of elsewhere.csv: to be imported, nothing is written yet" in answer.err
    assert answer.status == 0 and place.read_bytes() == before


def test_the_report_is_one_object(data: Path, bring: Bring) -> None:
    start(data, Decision.label(6, "no"))
    answer = bring("r5,yes", "r6,yes", "q1,no", options="--json")
    report = json.loads(answer.out)
    assert (answer.status, report["saved"], report["lines"]) == (2, False, 3)
    assert report["refused"][0]["why"] == "no row has the id 'q1'"
    assert report["kept"][0]["where"].endswith("elsewhere.csv, line 3, column 'label'")
    report = json.loads(bring("r5,yes", options="--json --annotator kim").out)
    assert (report["saved"], report["imported"], report["annotators"]) == (True, 1, ["kim"])


def test_columns_of_other_names_are_named(data: Path, bring: Bring) -> None:
    start(data)
    lost = bring("r5,yes", head="key,verdict")
    assert lost.status == 2 and "--label COLUMN. The columns are key, verdict." in lost.err
    assert "--id COLUMN" in bring("r5,yes", head="key,label").err
    assert bring("r5,yes", head="key,verdict", options="--id key --label verdict").status == 0
    assert "'kee'" in bring("r5,yes", head="key,label", options="--id kee").err


def test_names_in_capitals_are_the_same_names(data: Path, bring: Bring) -> None:
    start(data)
    answer = bring("r5,yes,bob", head="ID, Label,Annotator", options="--json")
    assert answer.status == 0 and json.loads(answer.out)["annotators"] == ["bob"]


def test_labels_are_written_as_in_data_files(data: Path, bring: Bring) -> None:
    start(data)
    lines = ('r5,"[""yes""]"', "r6,[]", "r7,?", "r8,N/A")
    report = json.loads(bring(*lines, options="--json").out)
    assert (report["imported"], report["without_label"], report["refused"]) == (1, 3, [])
    several = bring('r9,"[""yes"", ""no""]"')
    assert several.status == 2 and "there is no class" in several.err


def test_what_the_data_have_under_such_a_name_is_no_annotator(altui: Door, data: Path) -> None:
    start(data)
    file = write(data.with_name("e.jsonl"), '{"id": "r5", "label": "yes", "text": "t", "time": ""}')
    assert altui("import", data, file).status == 0
    assert state_of(data).imported == 1


def test_rows_without_ids_need_their_number(data: Path, bring: Bring) -> None:
    start(data, with_ids=False)
    answer = bring("5,yes")
    assert answer.status == 2 and "have no ids" in answer.err and "--row-number" in answer.err
    answer = bring("5,yes", "199,no", "x,no", options="--row-number id --skip-refused")
    assert "'199' is no number of a row: the data have rows 1 to 120" in answer.err
    assert [*state_of(data).standings] == [4]


def test_rows_with_ids_take_no_numbers(data: Path, bring: Bring) -> None:
    start(data)
    answer = bring("5,yes", options="--row-number id")
    assert answer.status == 2 and "have ids, in 'id'" in answer.err


@pytest.mark.parametrize("with_ids", [True, False])
@pytest.mark.parametrize("part", ["", "--only-labeled"])
def test_an_export_is_read_as_it_is(altui: Door, data: Path, with_ids: bool, part: str) -> None:
    """What one person labeled is another's import, known by id or by what the rows hold."""
    place = start(data, Decision.label(5, "no"), Decision.label(8, "yes"), with_ids=with_ids)
    kept = data.with_name("export.csv")
    assert altui("export", data, "-o", kept, *part.split()).status == 0
    place.unlink()
    start(data, with_ids=with_ids)
    answer = altui("import", data, kept)
    assert answer.status == 0, answer.err
    assert "2 labels of export.csv, by ada: imported" in answer.err
    assert "2 already the same" in answer.err, "the labels of the file itself"
    state = state_of(data)
    assert {row: state.label_of(row) for row in state.standings} == {5: 0, 8: 1}


def test_labels_without_their_data_are_read_too(altui: Door, data: Path) -> None:
    place = start(data, Decision.label(5, "no"))
    kept = data.with_name("labels.csv")
    assert altui("export", data, "-o", kept, "--labels-only").status == 0
    place.unlink()
    start(data)
    assert "1 label of labels.csv, by ada" in altui("import", data, kept).err


def test_rows_that_hold_the_same_are_not_guessed(altui: Door, data: Path) -> None:
    start(data, with_ids=False)
    lines = data.read_text().splitlines()
    lines[9] = lines[8]
    data.with_name("data.csv.altui").unlink()
    write(data, *lines)
    with open_table(data) as table:
        dataset = load_dataset(
            table, infer_schema(table, target="label", text=["text"]), DataOptions(("no", "yes"))
        )
        place = data.with_name("data.csv.altui")
        begin(place, dataset, str(data), SessionOptions(), SessionDefaults()).close()
    twin = lines[8].replace(",,", ",yes,")
    answer = altui("import", data, write(data.with_name("part.csv"), lines[0], twin))
    assert answer.status == 2
    assert "rows 8, 9 of the data hold the same: nothing says which" in answer.err


def test_the_last_import_is_taken_back_whole(altui: Door, data: Path, bring: Bring) -> None:
    start(data, Decision.label(5, "no"))
    before = exported(altui, data)
    assert "nothing was imported" in altui("import", data, "--undo").err
    bring("r5,yes", "r6,no", "r7,yes", options="--replace")
    answer = altui("import", "--undo", data)
    assert answer.status == 0 and "3 labels from elsewhere.csv taken back" in answer.err
    assert exported(altui, data) == before
    assert altui("import", data, "--undo").status == 2
    assert altui("import", data, data, "--undo").status == 2


@pytest.mark.parametrize(
    "after",
    [Decision.flag(9), label_alike(Decision.label(9, "no"), [(10, 0.5)], "cosine")],
    ids=["a flag", "look-alikes"],
)
def test_what_came_after_an_import_is_taken_back_first(
    after: Decision, altui: Door, data: Path, bring: Bring
) -> None:
    place = start(data)
    bring("r6,no")
    with Session.resume(place, **_opened(data)) as session:
        session.decide(after)
    answer = altui("import", "--undo", data)
    assert answer.status == 2 and "the last step of this session is not an import" in answer.err


def _opened(data: Path) -> dict[str, object]:
    with open_table(data) as table:
        schema = infer_schema(table, target="label", id="id", text=["text"])
        dataset = load_dataset(table, schema, DataOptions(("no", "yes"), test="is_test"))
        return {
            "ids": dataset.ids,
            "known": dataset.known,
            "part": dataset.part,
            "fingerprint": dataset.fingerprint,
        }


def test_a_session_that_is_open_takes_nothing(data: Path, bring: Bring) -> None:
    place = start(data)
    with Session.resume(place, **_opened(data)):
        answer = bring("r5,yes")
    assert answer.status == 2 and "already open" in answer.err


def test_a_file_that_changed_since_is_not_labeled(data: Path, bring: Bring) -> None:
    start(data)
    data.write_text(data.read_text() + "r99,more words,,\n")
    answer = bring("r5,yes")
    assert answer.status == 2 and "has changed since" in answer.err


def test_status_tells_them_apart(altui: Door, data: Path, bring: Bring) -> None:
    start(data, Decision.label(5, "no"))
    bring("r6,no", "r7,yes")
    told = altui("status", data).out
    assert "1 of 20 given, 4 in all" in told and "2 labels from elsewhere.csv" in told
    record = json.loads(altui("status", data, "--json").out)
    assert record["labels_given"] == 1
    assert record["imported"] == {
        "labels": 2, "on_random_check": 0, "files": ["elsewhere.csv"],
    }  # fmt: skip
