"""Team files whose people do not agree, as merging makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from altui.data.dataset import DataOptions
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.desk.chain_file import ChainFile, in_transaction
from altui.desk.chains import Link
from altui.session.events import Decision, Event, Kind
from altui.session.opening import begin
from altui.session.options import SessionDefaults, SessionOptions
from altui.session.reading import read_session
from altui.session.store.links import events_of, links_of
from altui.session.team.merging import merge
from altui.session.team.project import project_of

CLASSES = ("ham", "spam")
Answers = Mapping[int, str]

ADA: Answers = {0: "ham", 1: "ham", 2: "ham", 3: "spam"}
BOB: Answers = {0: "spam", 1: "ham", 2: "spam", 3: "ham"}
"""They differ on rows r0, r2 and r3."""
OPEN = ("r0", "r2", "r3")


def write_texts(folder: Path, texts: Sequence[str] = (), *, has_ids: bool = True) -> Path:
    """Twelve rows, the first of them with these texts."""
    path = folder / "mails.csv"
    told = [*texts, *(f"mail number {row}" for row in range(len(texts), 12))]
    lines = [f'r{row},"{text}"' if has_ids else f'"{text}"' for row, text in enumerate(told)]
    path.write_text("\n".join(["id,text" if has_ids else "text", *lines]) + "\n")
    return path


def person(
    name: str,
    file: Path,
    answers: Answers,
    *,
    classes: Sequence[str] = CLASSES,
    notes: Answers | None = None,
) -> Path:
    """The session of somebody who gave these answers and wrote these notes."""
    table = open_table(file)
    schema = infer_schema(table, text=("text",))
    dataset = load_dataset(table, schema, DataOptions(tuple(classes)))
    place = file.with_name(f"{file.name}.{name[:20]}.altui")
    defaults = SessionDefaults(annotator=name, audit=0)
    with table, begin(place, dataset, str(file), SessionOptions(), defaults) as session:
        for row, class_name in answers.items():
            session.decide(Decision.label(row, class_name))
        for row, note in (notes or {}).items():
            session.decide(Decision.note(row, note))
    return place


def ada_and_bob(folder: Path, **more: Sequence[str]) -> Path:
    """The team file of two people who differ on three rows of four."""
    file = write_texts(folder, **more)
    places = [person("ada", file, ADA, notes={0: "looks real to me"}), person("bob", file, BOB)]
    return merge(places, folder / "team.altui").team.path


def renamed(places: Mapping[str, Path], target: Path) -> Path:
    """A team file of sessions under names that altui itself would refuse."""
    views = {name: read_session(place) for name, place in places.items()}
    project = project_of(next(iter(views.values())).events).project
    with closing(ChainFile.create(target, project)) as file, in_transaction(file.connection):
        for name, view in views.items():
            file.append(links_of(view.events, name))
    return target


def settled_by(team: Path, name: str) -> list[Event]:
    """The chain of what somebody settled, each event checked."""
    chain = f"{name}#settles"
    with closing(ChainFile.open(team)) as file:
        links: list[Link] = [*file.links(chain)]
    return [*events_of(links, chain)]


def said(team: Path, name: str) -> list[tuple[Kind, str | None, str | None]]:
    """What each event after the beginning says: kind, row and class."""
    begin_, *events = settled_by(team, name) or [None]
    assert begin_ is None or begin_.kind is Kind.BEGIN
    return [
        (each.kind, each.row_id, each.value if each.kind is Kind.SETTLE else None)
        for each in events
    ]
