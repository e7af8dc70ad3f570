"""Several people's sessions on one data file, as they would have made them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from altui.data.dataset import DataOptions, Part
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.session.events import Decision
from altui.session.opening import begin, resume
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.reading import read_session
from altui.session.source.changes import find_changes
from altui.session.source.load import load_source
from altui.session.source.reload import options_of, schema_of
from tests.cli.doors import Door

Answers = Mapping[int, str]


def labeled_by(
    name: str,
    file: Path,
    answers: Answers,
    *,
    audit: int = 0,
    seed: int = 0,
    overlap: float = 0.0,
    find: str = "",
    test: str | None = None,
    place: Path | None = None,
    more: tuple[Decision, ...] = (),
) -> Path:
    """The session of somebody who gave these labels to those of the rows that are asked; `more` is
    what they did after."""
    table = open_table(file)
    schema = infer_schema(table, target="label")
    dataset = load_dataset(table, schema, DataOptions(hide_labels=True, test=test))
    place = place or file.with_name(f"{file.name}.{name[:20]}.altui")
    defaults = SessionDefaults(annotator=name, audit=audit, seed=seed, overlap=overlap, find=find)
    with begin(place, dataset, str(file), SessionOptions(), defaults) as session:
        for row, class_name in answers.items():
            if dataset.part[row] == Part.UNLABELED:
                session.decide(Decision.label(row, class_name))
        for decision in more:
            session.decide(decision)
    table.close()
    return place


def label_more(place: Path, answers: Answers) -> None:
    """The same person goes on at another time."""
    dataset = load_source(read_session(place))
    with dataset.table, resume(place, dataset, SessionOptions()) as session:
        for row, class_name in answers.items():
            session.decide(Decision.label(row, class_name))


def accept_changes(place: Path, file: Path) -> None:
    """The person agrees that their data file is another one now."""
    view = read_session(place)
    with open_table(file) as table:
        dataset = load_dataset(table, schema_of(table, view.settings), options_of(view.settings))
        changes = find_changes(view, dataset)
        resume(place, dataset, SessionOptions(), changes).close()


def merged(altui: Door, *places: Path) -> Path:
    """The team file of these sessions."""
    target = places[0].with_name("team.altui")
    answer = altui("merge", *places, "-o", target)
    assert answer.status == 0, answer
    return target
