"""Whatever goes wrong while a quick start is prepared, the person labels on."""

from __future__ import annotations

import queue
from pathlib import Path
from typing import Any

import pytest

from altui.labeling.annotation import Annotation
from altui.labeling.engine import Engine
from altui.labeling.events import DecisionSaved, KeptDamaged, RoundReady
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.events import Decision
from tests.threads import PATIENCE


def hear(said: queue.Queue[Any], wanted: type) -> Any:
    while not isinstance(message := said.get(timeout=PATIENCE), wanted):
        pass
    return message


def test_an_error_nobody_foresaw_is_told_and_a_label_is_saved_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> list[str]:
        raise ValueError("no such array")

    monkeypatch.setattr(Annotation, "keep", fail)
    file = tmp_path / "rows.csv"
    file.write_text("text\n" + "".join(f"word {n}\n" for n in range(20)))
    request = OpenRequest(file=file, columns=("text",), classes=("a", "b"))
    said: queue.Queue[Any] = queue.Queue()
    engine = Engine(said.put)
    engine.start(lambda _: prepare(request).open())
    try:
        row = hear(said, RoundReady).view.round.query.row
        engine.mark_painted()
        assert hear(said, KeptDamaged).note == "nothing is kept for a quick start: no such array"
        engine.decide(Decision.label(row, "a"))
        saved = said.get(timeout=PATIENCE)
        assert isinstance(saved, DecisionSaved) or saved.saved is not None
    finally:
        engine.close()
