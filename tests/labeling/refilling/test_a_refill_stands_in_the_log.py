"""A refill is in force where it stands in the log: no pass is made again, undo leaves it, and what
is opened again is what was there."""

from __future__ import annotations

import random
import shutil
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from altui.data.readers.partitions import drawing
from altui.errors import SessionError
from altui.labeling.annotation import Annotation
from altui.labeling.opening.prepare import prepare
from altui.labeling.retraining.retrain import retrain
from altui.session.events import Decision, Kind
from altui.session.recovery.recover import recover
from altui.session.refill import Refill
from altui.session.source.kept_files import clear
from altui.session.store.companion import companion_folder
from tests.labeling.refilling.sampled import ROWS, columns, place_of, request_for
from tests.labeling.test_live_equals_reopened import act, compare, round_now


def refill(annotation: Annotation, chance: random.Random, count: int = 20) -> Refill:
    """As a pass would have found them."""
    assert annotation.kept is not None
    settings, here = annotation.session.settings, set(annotation.dataset.ids)
    outside = [row for row in columns()["id"] if row not in here]
    ids = sorted(chance.sample(outside, count), key=columns()["id"].index)
    made = Refill(tuple(ids), len(annotation.session.state.answers), ROWS, {"ham": 1500})
    then = replace(settings, refills=(*settings.refills, made))
    annotation.refill(made, *annotation.kept.refill(then))
    return made


def check(place: Path, seed: int, steps: int) -> None:
    chance = random.Random(seed)
    home = place / "live"
    home.mkdir(parents=True)
    request = request_for(place_of(home), audit=5, seed=seed)
    with closing(prepare(request).open()) as annotation:
        annotation.keep(lambda: True)
        for step in range(steps):
            if step % 5 == 3:
                refill(annotation, chance)
            with suppress(SessionError):
                act(annotation, chance)
            annotation.follow_classes()
            made = round_now(annotation)
            if chance.random() < 0.5:
                annotation.session.record(made)
            if step % 6 == 5:
                copy = place / str(step)
                shutil.copytree(home, copy)
                if chance.random() < 0.5:
                    clear(companion_folder(copy / "rows.altui"))
                again = request_for(copy / "rows" / "*.parquet", audit=5, seed=seed)
                with closing(prepare(again).open()) as opened:
                    compare(annotation, made, opened)


def test_the_round_is_that_of_the_session_opened_again(tmp_path: Path) -> None:
    check(tmp_path, seed=1, steps=18)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_so_it_is_after_long_histories(tmp_path: Path) -> None:
    for seed in range(10):
        check(tmp_path / str(seed), seed, steps=60)


def test_undo_does_not_take_it_back(tmp_path: Path) -> None:
    with closing(prepare(request_for(place_of(tmp_path))).open()) as annotation:
        session = annotation.session
        session.decide(Decision.reveal(4))
        refill(annotation, random.Random(1))
        session.decide(Decision.undo())
        assert not session.can_undo and len(annotation.dataset.ids) == 220
        assert session.settings.rows == 220 and session.settings.pool == 220
        session.decide(Decision.label(210, "spam"))
        assert session.label(210) == "spam"


def test_opening_again_makes_no_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = place_of(tmp_path)
    with closing(prepare(request_for(place)).open()) as annotation:
        refill(annotation, random.Random(2))
        ids, path = list(annotation.dataset.ids), annotation.session.path
    with monkeypatch.context() as patched:
        patched.setattr(drawing, "_take", lambda *_: pytest.fail("a pass was made"))
        with closing(prepare(request_for(place)).open()) as annotation:
            assert list(annotation.dataset.ids) == ids
            cells = [annotation.dataset.table.cells(row) for row in range(200, 220)]
    assert clear(companion_folder(path)) > 0
    with closing(prepare(request_for(place)).open()) as annotation:
        assert list(annotation.dataset.ids) == ids
        assert [annotation.dataset.table.cells(row) for row in range(200, 220)] == cells
        where = annotation.dataset.table.location(215)
        assert where.endswith(f"row {int(ids[215][1:]) % 667 + 1}")


def test_what_was_there_before_is_known(tmp_path: Path) -> None:
    with closing(prepare(request_for(place_of(tmp_path), audit=0)).open()) as annotation:
        for row in range(16):
            annotation.session.decide(Decision.reveal(row))
        refill(annotation, random.Random(3))
        annotation.session.decide(Decision.reveal(215))
        path = annotation.session.path
        events = list(annotation.session.log.events())
    at = next(each.sequence for each in events if each.kind is Kind.REFILL)
    assert retrain(path, until=at - 1).dataset.n == 200
    assert retrain(path, until=at).dataset.n == retrain(path).dataset.n == 220
    assert retrain(path).labels == 17


def test_a_damaged_session_is_recovered_with_it(tmp_path: Path) -> None:
    place = place_of(tmp_path)
    with closing(prepare(request_for(place)).open()) as annotation:
        refill(annotation, random.Random(4))
        annotation.session.decide(Decision.reveal(210))
        annotation.session.decide(Decision.reveal(211))
        path, ids = annotation.session.path, list(annotation.dataset.ids)
        labels = [annotation.session.label(row) for row in (210, 211)]
    content = bytearray(path.read_bytes())
    content[24] ^= 0xFF
    path.write_bytes(content)
    recover(path)
    with closing(prepare(request_for(place)).open()) as annotation:
        assert list(annotation.dataset.ids) == ids
        assert [annotation.session.label(row) for row in (210, 211)] == labels
