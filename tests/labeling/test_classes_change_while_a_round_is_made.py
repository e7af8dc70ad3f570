"""A Round that comes late knows other classes than the session: nothing is shown of both."""

from __future__ import annotations

from typing import Any

from altui.labeling.engine import Engine
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from tests.tui.stage import annotation_of


def test_numbers_of_other_classes_are_not_shown() -> None:
    annotation, said = annotation_of(), list[Any]()
    engine, session = Engine(said.append), annotation.session
    late = annotation.learner.round(session.knowledge())
    engine.on_screen.put(annotation, late, "", session.knowledge())
    session.decide(Decision.flag(9))
    session.decide(Decision.classes(ClassChange("add", "late")))
    annotation.follow_classes()
    engine.on_screen.put(annotation, late, "", session.knowledge())
    assert len(said) == 1 and len(said[0].view.settings.classes) == 2
    after = annotation.learner.round(session.knowledge())
    engine.on_screen.put(annotation, after, "", session.knowledge())
    assert len(said) == 2 and len(said[1].view.classes) == 3
