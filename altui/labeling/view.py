"""Everything that one state of the screen shows, made off the event loop and frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from altui.config.keymap import STANDARD, KeyMap
from altui.data.schema import Role
from altui.learning.names import SETTLE
from altui.session.events import Decision, Kind, Shown

if TYPE_CHECKING:
    from altui.config.guidance import Guidance
    from altui.data.dataset import Dataset, Field
    from altui.data.features.images import Picture
    from altui.data.features.matrix import Features
    from altui.labeling.annotation import Annotation
    from altui.learning.evaluation import Evaluation
    from altui.learning.rounds import Difference, Query, Round
    from altui.session.curve import Curve
    from altui.session.history import HistoryItem
    from altui.session.session import Session
    from altui.session.settings import Settings
    from altui.session.summary import Summary

Ending = Literal["", "budget", "pool", "certified"]

LAST_DECISIONS = 50
ROWS_TOLD = 8
"""Decisions whose text is told again beside them; each costs a read of the file."""

LONGEST_BEGINNING = 200


@dataclass(frozen=True)
class ClassKey:
    key: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Reasons:
    """Why the model thinks that the row is `shown`: what each column and each word adds to the
    log-odds of that class; or for each class its nearest labeled row, by id, and how far it is."""

    shown: str
    columns: Mapping[str, float]
    words: Mapping[str, float]
    alike: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True)
class Sample:
    """The row on the screen. `known` is the class the file holds for it, hidden until revealed;
    the person does not want to see the columns that are `folded`; `pictures` are those that its
    cells name, by column; `places` say of numbers which share of all rows is lower."""

    row: int
    row_id: str
    fields: tuple[Field, ...]
    known: int | None
    flagged: bool = False
    note: str = ""
    folded: frozenset[str] = frozenset()
    reasons: Reasons | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    places: Mapping[str, float] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[Field, ...]:
        """All fields but those folded away."""
        return tuple(each for each in self.fields if each.name not in self.folded)

    @property
    def hidden(self) -> list[str]:
        """The names of the fields folded away."""
        return [each.name for each in self.fields if each.name in self.folded]


@dataclass(frozen=True)
class View:
    """`beginnings` has the first words of the rows decided last; `is_blind` hides what the model
    thinks of the sample; `differing` are the two labels of a row that is to be settled. `last` is
    what was done last in this sitting, and `difference` what the model made of it; `moved` is how
    many imported labels it took back or gave again, in one step."""

    round: Round
    sample: Sample | None
    classes: tuple[ClassKey, ...]
    curve: Curve
    decisions: tuple[HistoryItem, ...]
    summary: Summary
    settings: Settings
    ending: Ending
    has_test: bool
    beginnings: Mapping[int, str] = field(default_factory=dict)
    is_blind: bool = False
    differing: tuple[str, ...] = ()
    last: Kind | None = None
    difference: Difference | None = None
    moved: int = 0
    is_kept_nowhere: bool = False
    guide: str = ""
    keymap: KeyMap = STANDARD

    @property
    def measured(self) -> Evaluation | None:
        """The last accuracy, or None before there are rows enough to tell one."""
        return self.curve.last_measured

    def shown_at(self, moment: float) -> Shown:
        """What a decision on the sample tells of it; `moment` in unix seconds."""
        query = self.round.query
        predicted = None if query is None else query.predicted
        shares = () if query is None or query.probabilities is None else query.probabilities
        return {
            "round": self.round.asked_by,
            "confidence": max(shares) if shares else None,
            "predicted": None if predicted is None else self.classes[predicted].name,
            "shown_at": moment,
        }

    def noted(self, *, flagged: bool, note: str) -> View:
        """The same View after a remark on its sample: no new Round is needed for that."""
        if self.sample is None:
            return self
        return replace(self, sample=replace(self.sample, flagged=flagged, note=note))


def class_keys(
    names: tuple[str, ...], keymap: KeyMap = STANDARD, guidance: Guidance | None = None
) -> tuple[ClassKey, ...]:
    """The classes with their keys, and what is said of each."""
    own, described = (guidance.own_keys, guidance.descriptions) if guidance else ({}, {})
    keys = keymap.class_keys(names, own)
    return tuple(
        ClassKey(key, name, described.get(name, "")) for key, name in zip(keys, names, strict=True)
    )


def possible_answers(view: View) -> list[Decision]:
    """What the person may do with the row on the screen, the likeliest first."""
    if view.sample is None:
        return []
    row, query = view.sample.row, view.round.query
    shares = query.probabilities if query and query.probabilities else (0.0,) * len(view.classes)
    order = sorted(range(len(view.classes)), key=lambda index: -shares[index])
    labels = [Decision.label(row, view.classes[index].name) for index in order]
    possible = [*labels, Decision.skip(row), *([] if view.round.again else [Decision.ignore(row)])]
    return [as_asked(view, each) for each in possible]


def as_asked(view: View, decision: Decision) -> Decision:
    """The decision that a key means for the row on the screen: of a row that has its label, the
    second one, or which of two holds. Whoever sets it aside leaves the label as it is."""
    if not view.round.again or view.sample is None:
        return decision
    kind = Kind.SETTLE if view.round.again == SETTLE else Kind.RECHECK
    value = decision.value if decision.kind is Kind.LABEL else None
    if decision.kind is Kind.REVEAL and view.sample.known is not None:
        value = view.classes[view.sample.known].name
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
        ending = "pool"
    elif budget and summary.labels_given >= budget:
        ending = "budget"
    return View(
        round=result,
        sample=_sample(annotation, result) if not ending else None,
        classes=class_keys(annotation.dataset.classes),
        curve=session.curve(),
        decisions=decisions,
        summary=summary,
        settings=session.settings,
        ending=ending,
        has_test=annotation.learner.test is not None,
        beginnings=beginnings(annotation, {each.row for each in decisions[:ROWS_TOLD]}),
        is_blind=session.settings.blind or bool(result.again),
        differing=_differing(session, result),
    )


def _differing(session: Session, result: Round) -> tuple[str, ...]:
    if result.again != SETTLE or result.query is None:
        return ()
    return session.two_labels(result.query.row)


def beginnings(annotation: Annotation, rows: Iterable[int]) -> dict[int, str]:
    """How the text of each row begins; nothing for rows without a text, or gone."""
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


def _sample(annotation: Annotation, result: Round) -> Sample | None:
    if result.query is None:
        return None
    sample = sample_of(annotation, result.query.row)
    reasons = None if result.again else _reasons(annotation, result.query)
    return replace(sample, reasons=reasons)


def sample_of(annotation: Annotation, row: int) -> Sample:
    """A row as the person sees it, whatever the model thinks of it."""
    dataset = annotation.dataset
    known, fields = int(dataset.known[row]), dataset.fields(row)
    folded = foldable(annotation.session.settings.folded, fields)
    seen = [each for each in fields if each.name not in folded]
    return Sample(
        row,
        dataset.ids[row],
        fields,
        known if known >= 0 else None,
        flagged=annotation.session.is_flagged(row),
        note=annotation.session.note(row),
        folded=folded,
        pictures=_pictures(dataset, seen),
        places=_places(annotation.features, seen),
    )


def foldable(names: Iterable[str], fields: Sequence[Field]) -> frozenset[str]:
    """Of the columns to be folded away those that are there; none where nothing would be left,
    as when a file has lost its other columns."""
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

    folder = dataset.table.path.parent
    return {field.name: load_picture(folder, field.text) for field in named}


def _reasons(annotation: Annotation, query: Query) -> Reasons | None:
    """None where there is no model, or the person does not want to know what it thinks."""
    if query.predicted is None or annotation.session.settings.blind:
        return None
    features, classes = annotation.features, annotation.dataset.classes
    columns: dict[str, float] = {}
    words: dict[str, float] = {}
    for share in query.shares:
        word = features.word(share.column)
        told, name = (words, word) if word else (columns, features.columns[share.column])
        told[name] = told.get(name, 0.0) + share.log_odds
    alike = tuple(
        (classes[each.label], annotation.dataset.ids[each.row], each.distance)
        for each in query.alike
    )
    return Reasons(classes[query.predicted], columns, words, alike)
