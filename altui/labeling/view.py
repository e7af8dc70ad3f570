"""Everything that the screen shows at one moment: frozen, and made off the event loop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from altui.config.keymap import STANDARD, KeyMap
from altui.data.schema import Role
from altui.labeling.explaining.reasons import Reasons, build_reasons
from altui.labeling.explaining.suggestion import Suggestion, suggestion_for
from altui.learning.names import SETTLE
from altui.session.events import Decision, Kind, Shown

if TYPE_CHECKING:
    from altui.config.guidance import Guidance
    from altui.data.dataset import Dataset, Field
    from altui.data.features.images import Picture
    from altui.data.features.matrix import Features
    from altui.data.presentation.pixel_grid import PixelGrid
    from altui.labeling.annotation import Annotation
    from altui.learning.evaluation import Evaluation
    from altui.learning.honesty.model_lead import Lead
    from altui.learning.rounds import Difference, Query, Round
    from altui.session.classes.class_list import ClassList
    from altui.session.figures.curve import Curve
    from altui.session.figures.summary import Summary
    from altui.session.history import HistoryItem
    from altui.session.session import Session
    from altui.session.settings import Settings
    from altui.session.state.undo_stack import Batch

Ending = Literal["", "budget", "pool", "narrowed", "certified"]

LAST_DECISIONS = 50
ROWS_TOLD = 8
"""Decisions with their row's text beside them. Each costs a read of the file."""

LONGEST_BEGINNING = 200

MOST_FORESEEN = 12
"""Classes for which the next Round is made ahead: of hundreds most are never the answer."""


@dataclass(frozen=True)
class ClassKey:
    """A class as the person gives it."""

    key: str
    """The key that labels with it now; empty if it is only named."""
    name: str
    description: str = ""
    code: str = ""
    """Two characters or more that stand for its name where classes are named."""


@dataclass(frozen=True)
class ShownRow:
    """The row on the screen."""

    row: int
    """The row's number in the data, from 0."""
    row_id: str
    """The row's id."""
    fields: tuple[Field, ...]
    """The columns to show, with their cells."""
    known: int | None
    """The index of the row's class in the file, hidden until revealed; None if there is none."""
    flagged: bool = False
    """Whether the row is flagged."""
    note: str = ""
    """The person's comment; empty for none."""
    folded: frozenset[str] = frozenset()
    """The names of the columns that are folded away."""
    reasons: Reasons | None = None
    """Why the model predicts its class; None without a model, or while it is hidden."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """The pictures named in the row's cells, by column."""
    places: Mapping[str, float] = field(default_factory=dict)
    """The share of all rows with a lower value, 0 to 1, by number column."""
    copies: int = 1
    """How many rows of the data are as this one; its label is theirs."""
    grids: tuple[PixelGrid, ...] = ()
    """The columns that are drawn as pictures, which `pictures` has by their words."""
    suggestion: Suggestion | None = None
    """What another model had guessed, of a row that is asked for the first time."""

    @property
    def times(self) -> str:
        """How many rows are as this one, to stand beside its id; empty for one alone."""
        return f" x{self.copies:,}" if self.copies > 1 else ""

    @property
    def drawn(self) -> frozenset[str]:
        """The names of the fields that a picture shows."""
        return frozenset(name for grid in self.grids for name in grid.names)

    @property
    def told(self) -> tuple[Field, ...]:
        """The fields that are shown as text, and not in a picture of many."""
        drawn = self.drawn
        return tuple(each for each in self.shown if each.name not in drawn)

    @property
    def shown(self) -> tuple[Field, ...]:
        """All fields except the folded ones."""
        return tuple(each for each in self.fields if each.name not in self.folded)

    @property
    def hidden(self) -> list[str]:
        """The names of the folded fields."""
        return [each.name for each in self.fields if each.name in self.folded]


@dataclass(frozen=True)
class View:
    """Everything that the screen shows at one moment."""

    round: Round
    """The current Round."""
    shown_row: ShownRow | None
    """The row of the query; None if there is nothing to ask."""
    classes: tuple[ClassKey, ...]
    """The classes in order, with keys and descriptions."""
    curve: Curve
    """The accuracy after each answer."""
    decisions: tuple[HistoryItem, ...]
    """The last decisions, newest first."""
    summary: Summary
    """The session in numbers."""
    settings: Settings
    """The session's settings now."""
    ending: Ending
    """Why there is nothing to ask; empty while there is a row."""
    has_test: bool
    """Whether there is a test set."""
    beginnings: Mapping[int, str] = field(default_factory=dict)
    """The first words of the rows decided last, by row."""
    is_blind: bool = False
    """Whether the model's prediction for the row is hidden."""
    differing: tuple[str, ...] = ()
    """The two different labels of the row, if the person must choose one."""
    last: Kind | None = None
    """The kind of the last decision in this run; None before the first."""
    difference: Difference | None = None
    """How many predictions the last training has changed."""
    moved: Batch | None = None
    """The labels that the last step took back or gave again, if those of a batch."""
    lead: Lead | None = None
    """The model that is plainly ahead of the session's, if one is."""
    is_kept_nowhere: bool = False
    """Whether the session is deleted at the end, as in the demo."""
    guide: str = ""
    """A line about the first keys; empty once it is not needed."""
    keymap: KeyMap = STANDARD
    """The keys of the actions."""

    @property
    def measured(self) -> Evaluation | None:
        """The last accuracy; None before there are enough rows to show one."""
        return self.curve.last_measured

    def shown_at(self, moment: float) -> Shown:
        """What a decision stores about the screen. `moment` is in unix seconds."""
        query = self.round.query
        predicted = None if query is None else query.predicted
        shares = None if query is None else query.confidence
        suggestion = None if self.shown_row is None else self.shown_row.suggestion
        return {
            "round": self.round.asked_by,
            "confidence": max(shares) if shares else None,
            "predicted": None if predicted is None else self.classes[predicted].name,
            "shown_at": moment,
            "suggested": suggestion.told if suggestion is not None else None,
        }

    def with_remark(self, *, flagged: bool, note: str) -> View:
        """The View after a flag or comment on its row, which needs no new Round."""
        if self.shown_row is None:
            return self
        return replace(self, shown_row=replace(self.shown_row, flagged=flagged, note=note))


def class_keys(
    names: tuple[str, ...], keymap: KeyMap = STANDARD, guidance: Guidance | None = None
) -> tuple[ClassKey, ...]:
    """The classes with their keys, codes and descriptions."""
    entries = {each.name: each for each in guidance.entries} if guidance else {}
    own = guidance.own_keys if guidance else {}
    return tuple(
        ClassKey(key, name, entries[name].description, entries[name].code)
        if name in entries
        else ClassKey(key, name)
        for key, name in zip(keymap.class_keys(names, own), names, strict=True)
    )


def keys_of_classes(
    classes: ClassList, keymap: KeyMap = STANDARD, guidance: Guidance | None = None
) -> tuple[ClassKey, ...]:
    """The classes that hold. Each keeps the key that it got when it was made, also under another
    name; the key of a class that is gone stays free."""
    keys = [each.key for each in class_keys(classes.first[: classes.begun], keymap, guidance)]
    free = keymap.left(keys)
    for name in classes.first[classes.begun :]:
        key = name if name in free else next(iter(free), "")
        free = [each for each in free if each != key]
        keys.append(key)
    entries = {each.name: each for each in guidance.entries} if guidance else {}
    known = []
    for slot, name in zip(classes.active, classes.now, strict=True):
        entry = entries.get(name) or entries.get(classes.first[slot])
        said = (entry.description, entry.code) if entry else ()
        known.append(ClassKey(keys[slot], name, *said))
    return tuple(known)


def possible_answers(view: View) -> list[Decision]:
    """The possible answers to the row on the screen, the likeliest first; not all of many."""
    if view.shown_row is None:
        return []
    row, query = view.shown_row.row, view.round.query
    shares = query.probabilities if query and query.probabilities else (0.0,) * len(view.classes)
    order = sorted(range(len(view.classes)), key=lambda index: -shares[index])
    labels = [Decision.label(row, view.classes[index].name) for index in order[:MOST_FORESEEN]]
    possible = [*labels, Decision.skip(row), *([] if view.round.again else [Decision.ignore(row)])]
    return [with_round(view, each) for each in possible]


def with_round(view: View, decision: Decision) -> Decision:
    """The decision that a key means for the row on the screen. If the row already has a label, it
    is the second label, or which of two labels is right; setting the row aside keeps its label."""
    if not view.round.again or view.shown_row is None:
        return decision
    kind = Kind.SETTLE if view.round.again == SETTLE else Kind.RECHECK
    value = decision.value if decision.kind is Kind.LABEL else None
    if decision.kind is Kind.REVEAL and view.shown_row.known is not None:
        value = view.classes[view.shown_row.known].name
    return replace(decision, kind=kind, value=value)


def build_view(annotation: Annotation, result: Round) -> View:
    session = annotation.session
    summary = session.summary()
    decisions = tuple(session.history(LAST_DECISIONS))
    budget = session.settings.budget
    ending: Ending = ""
    if result.verdict is not None and result.verdict.is_decided:
        ending = "certified"
    elif result.query is None:
        ending = "narrowed" if session.settings.narrow and summary.remaining else "pool"
    elif budget and summary.labels_given >= budget:
        ending = "budget"
    return View(
        round=result,
        shown_row=_read_asked_row(annotation, result) if not ending else None,
        classes=keys_of_classes(session.settings.class_list),
        curve=session.curve(),
        decisions=decisions,
        summary=summary,
        settings=session.settings,
        ending=ending,
        has_test=annotation.learner.test is not None,
        beginnings=beginnings(annotation, {each.row for each in decisions[:ROWS_TOLD]}),
        is_blind=session.settings.blind or bool(result.again),
        differing=_find_differing(session, result),
    )


def _find_differing(session: Session, result: Round) -> tuple[str, ...]:
    if result.again != SETTLE or result.query is None:
        return ()
    return session.two_labels(result.query.row)


def beginnings(annotation: Annotation, rows: Iterable[int]) -> dict[int, str]:
    """The first words of each row's text; rows without a text, or gone, are left out."""
    texts = annotation.dataset.schema.names(Role.TEXT)
    if not texts:
        return {}
    told = {}
    for row in rows:
        if row < 0:
            continue
        fields = {each.name: each.text for each in annotation.dataset.fields(row)}
        told[row] = " ".join(fields[texts[0]][:LONGEST_BEGINNING].split())
    return told


def _read_asked_row(annotation: Annotation, result: Round) -> ShownRow | None:
    if result.query is None:
        return None
    shown_row = read_row(annotation, result.query.row)
    if result.again:
        return shown_row
    row, query = result.query.row, result.query
    return replace(
        shown_row,
        reasons=_reasons(annotation, query),
        suggestion=suggestion_for(annotation.dataset, annotation.session, row),
    )


def read_row(annotation: Annotation, row: int) -> ShownRow:
    """A row as the person sees it, without the model's prediction."""
    dataset = annotation.dataset
    known, fields = int(dataset.known[row]), dataset.fields(row)
    folded = foldable(annotation.session.settings.folded, fields)
    seen = [each for each in fields if each.name not in folded]
    names = {each.name for each in seen}
    grids = tuple(grid for grid in dataset.grids if names.intersection(grid.names))
    drawn = frozenset(name for grid in grids for name in grid.names)
    return ShownRow(
        row,
        dataset.ids[row],
        fields,
        known if known >= 0 else None,
        flagged=annotation.session.is_flagged(row),
        note=annotation.session.note(row),
        folded=folded,
        pictures=_pictures(dataset, seen) | _drawn(annotation.features, seen, grids),
        places=_places(annotation.features, [each for each in seen if each.name not in drawn]),
        copies=dataset.units.count_copies(row),
        grids=grids,
    )


def foldable(names: Iterable[str], fields: Sequence[Field]) -> frozenset[str]:
    """The columns to fold away that exist; none if no other column would be left, for example
    because the file has lost its other columns."""
    there = {each.name for each in fields}
    folded = there.intersection(names)
    return frozenset() if folded == there else frozenset(folded)


def _places(features: Features, fields: Sequence[Field]) -> dict[str, float]:
    found = {each.name: features.place(each) for each in fields}
    return {name: place for name, place in found.items() if place is not None}


def _pictures(dataset: Dataset, fields: Sequence[Field]) -> dict[str, Picture]:
    named = [field for field in fields if field.role is Role.IMAGE]
    if not named:
        return {}
    from altui.data.features.images import load_picture

    table = dataset.table
    return {each.name: load_picture(table.folder, table.file_of(each.text)) for each in named}


def _drawn(
    features: Features, fields: Sequence[Field], grids: Sequence[PixelGrid]
) -> dict[str, Picture]:
    if not grids:
        return {}
    from altui.data.features.images import Picture

    cells = {each.name: each.text for each in fields}
    spread = features.spread
    return {
        grid.words: Picture(grid.draw(cells, spread.highest(grid.names) if spread else 0.0))
        for grid in grids
    }


def _reasons(annotation: Annotation, query: Query) -> Reasons | None:
    """The reasons; None without a model, or while its prediction is hidden."""
    if query.explained is None or annotation.session.settings.blind:
        return None
    return build_reasons(query, query.explained, annotation.dataset, annotation.features)
