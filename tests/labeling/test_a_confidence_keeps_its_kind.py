"""What a confidence rests on is told wherever it stands: on the screen, in the log, in exports."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path

import pytest

from altui.labeling.annotation import Annotation
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.retraining.retrain import retrain
from altui.labeling.view import build_view
from altui.learning.calibration import Calibration
from altui.learning.evaluation import FEWEST
from altui.learning.rounds import Round
from altui.session.events import Decision
from altui.session.exporting.export import export_labels, export_session
from altui.session.session import Session
from altui.session.store.location import session_path
from altui.wording.summary import summary_rows
from tests.cli.conftest import altui
from tests.cli.doors import Door

__all__ = ["altui"]

WORDS = {"no": ["the grey old house", "rain on the roof"], "yes": ["a red boat", "sun at sea"]}
COLUMN = "altui_calibrated_on"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Texts of which one in ten has the other class: scores that are too low."""
    lines = ["id,text,label"]
    for row in range(240):
        name = ("no", "yes")[row % 2]
        text = f"{WORDS[name][row // 2 % 2]} {' '.join(f'w{row * k % 97}' for k in range(1, 9))}"
        told = name if row % 10 else ("yes", "no")[row % 2]
        lines.append(f"r{row},{text},{told}")
    path = tmp_path / "texts.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def opened(file: Path) -> Annotation:
    request = OpenRequest(file=file, target="label", hide_labels=True, audit=24, recheck=0)
    source = prepare(request)
    return source.open(accepted=source.guess)


def answer(annotation: Annotation, times: int) -> dict[str, tuple[float, int]]:
    """Answer as the screen asks. Returns the confidence of each row and the rows behind it."""
    shown: dict[str, tuple[float, int]] = {}
    session = annotation.session
    for _ in range(times):
        round_ = annotation.learner.round(session.knowledge())
        session.record(round_)
        view = build_view(annotation, round_)
        assert view.shown_row is not None and view.shown_row.known is not None
        now = view.shown_at(0.0)
        if now["confidence"] is not None and round_.calibration is not None:
            shown[view.shown_row.row_id] = now["confidence"], round_.calibration.rows
        name = view.classes[view.shown_row.known].name
        session.decide(Decision.label(view.shown_row.row, name, **now))
    session.record(annotation.learner.round(session.knowledge()))
    return shown


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as stream:
        return [*csv.DictReader(stream)]


def last_round(annotation: Annotation) -> Round:
    return annotation.learner.round(annotation.session.knowledge())


def test_the_export_says_on_how_many_rows_each_confidence_rested(file: Path) -> None:
    with closing(opened(file)) as annotation:
        shown = answer(annotation, 80)
    rested = {rows for _, rows in shown.values()}
    assert 0 in rested and max(rested) >= FEWEST and not rested & {*range(1, FEWEST)}
    first, second = file.with_name("one.csv"), file.with_name("two.csv")
    export_session(session_path(file), first)
    export_labels(session_path(file), second)
    ids = {"id": first, "row_id": second}
    for name, path in ids.items():
        told = {row[name]: row for row in read(path)}
        for row_id, (confidence, rows) in shown.items():
            assert float(told[row_id]["altui_confidence"]) == pytest.approx(confidence, abs=1e-4)
            assert told[row_id][COLUMN] == str(rows)
        assert {row[COLUMN] for key, row in told.items() if key not in shown} == {""}


def test_an_export_of_the_export_keeps_it(file: Path) -> None:
    with closing(opened(file)) as annotation:
        answer(annotation, 70)
    again, third = file.with_name("again.csv"), file.with_name("third.csv")
    export_session(session_path(file), again)
    source = prepare(OpenRequest(file=again))
    source.open(accepted=source.guess).close()
    export_session(session_path(again), third)
    columns = ("altui_confidence", COLUMN)
    trained = [row["altui_part"] != "audit" for row in read(again)]
    one, other = ([[r[c] for c in columns] for r in read(path)] for path in (again, third))
    kept = [
        pair for pair, is_kept in zip(zip(one, other, strict=True), trained, strict=True) if is_kept
    ]
    assert all(before == after for before, after in kept)


def test_status_and_predict_say_which_kind_it_is(altui: Door, file: Path) -> None:
    with closing(opened(file)) as annotation:
        answer(annotation, 4)
    assert "a score, not calibrated yet" in altui("status", file).out
    assert json.loads(altui("status", file, "--json").out)["confidence"]["calibrated_on"] == 0
    with closing(opened(file)) as annotation:
        answer(annotation, 76)
        found = last_round(annotation).calibration
    assert found is not None and found.is_fitted and found.temperature != 1
    assert f"calibrated on {found.rows} rows" in altui("status", file).out
    out = file.with_name("predicted.csv")
    answered = altui("predict", file, file, "-o", out)
    assert f"The probabilities are calibrated on {found.rows} rows." in answered.err
    rows = read(out)
    assert {row[COLUMN] for row in rows} == {str(found.rows)}
    assert all(float(r["altui_probability"]) >= 0.5 for r in rows)


def test_predict_has_the_temperature_of_the_last_round(file: Path) -> None:
    with closing(opened(file)) as annotation:
        answer(annotation, 70)
        last = last_round(annotation)
    made = retrain(session_path(file))
    assert made.calibration is not None and made.calibration == last.calibration
    assert Session.read(session_path(file)).summary().calibration == last.calibration


def test_a_session_begun_before_has_no_such_column_and_shows_scores(file: Path) -> None:
    with closing(opened(file)) as annotation:
        annotation.session.decide(Decision.setting(learner=0))
    with closing(opened(file)) as annotation:
        assert answer(annotation, 70) == {}
        result = last_round(annotation)
        assert result.calibration is None and result.query is not None
        assert result.query.confidence == result.query.probabilities
    out = file.with_name("out.csv")
    export_session(session_path(file), out)
    assert COLUMN not in read(out)[0]
    view = Session.read(session_path(file))
    assert "confidence" not in dict(summary_rows(view.summary()))
    assert "calibrated_on" not in "".join(event.value or "" for event in view.events)


def test_a_decision_taken_back_and_made_again_has_its_own_rows(file: Path) -> None:
    """After an undo a Round's number comes again."""
    with closing(opened(file)) as annotation:
        answer(annotation, 60)
        annotation.session.decide(Decision.undo())
        again = answer(annotation, 1)
    out = file.with_name("out.csv")
    export_session(session_path(file), out)
    told = {row["id"]: row[COLUMN] for row in read(out)}
    for row_id, (_, rows) in again.items():
        assert told[row_id] == str(rows)


def test_the_log_keeps_the_temperature(file: Path) -> None:
    with closing(opened(file)) as annotation:
        answer(annotation, 70)
        calibration = last_round(annotation).calibration
    last = [e for e in Session.read(session_path(file)).events if e.kind == "round"][-1]
    logged = json.loads(last.value or "")
    assert Calibration(logged["temperature"], logged["calibrated_on"]) == calibration
