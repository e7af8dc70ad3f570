"""Everything that the screen shows at one moment: frozen, and made off the event loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from altui.config.keymap import STANDARD, KeyMap
from altui.labeling.showing.asked_rows import AskedRows
from altui.labeling.showing.class_keys import ClassKey, keys_of_classes
from altui.labeling.showing.shown_row import ShownRow, beginnings
from altui.learning.names import SETTLE
from altui.session.events import Decision, Kind, Shown
from altui.session.source.remembered import TUTORIAL

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.team.status import TeamStatus
    from altui.learning.evaluation import Evaluation
    from altui.learning.honesty.model_lead import Lead
    from altui.learning.rounds import Difference, Round
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

MOST_FORESEEN = 12
"""Classes for which the next Round is made ahead: of hundreds most are never the answer."""


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
    team: TeamStatus | None = None
    """Who labels at the same time; None for a person alone."""
    cluster: str = ""
    """What is wrong with the cluster that looks at all rows; empty where nothing is."""
    learned_from_others: int = 0
    """The labels of others that this Round learned from; `summary` has those told so far."""
    truths: Mapping[int, int] = field(default_factory=dict)
    """The class index that the data hold for the rows decided last, where that may be told."""
    title: str = ""
    """What is labeled: the name of the file."""
    is_kept_nowhere: bool = False
    """Whether the session is deleted at the end, as in the demo."""
    next_step: str = ""
    """The command to go on with after the end; empty where there is none to tell."""
    guide: str = ""
    """Lines about the first keys; empty once they are not needed."""
    keymap: KeyMap = STANDARD
    """The keys of the actions."""

    @property
    def is_made_up(self) -> bool:
        """Whether the data are those of the demo, which shows what altui does."""
        return self.settings.source == TUTORIAL

    @property
    def measured(self) -> Evaluation | None:
        """The last accuracy; None before there are enough rows to show one."""
        return self.curve.last_measured

    def truth_of(self, item: HistoryItem) -> str:
        """What the true class of a decision's row is called; empty where that is not told."""
        known = self.truths.get(item.row, -1)
        return self.classes[known].shown if known >= 0 else ""

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


def build_view(annotation: Annotation, result: Round, asked: AskedRows | None = None) -> View:
    """The View of a Round now. `asked` has the rows that were read ahead."""
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
        shown_row=(asked or AskedRows()).read(annotation, result) if not ending else None,
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
        team=annotation.team.status(),
        cluster="" if annotation.scan is None else annotation.scan.state,
        learned_from_others=summary.others,
        truths=_find_truths(annotation, decisions),
    )


def foresee_view(view: View, decision: Decision, result: Round, row: ShownRow | None) -> View:
    """What will be on the screen after this answer, as far as the Round says it. The summary, the
    last decisions and all that tells the time are known with the key."""
    curve = view.curve
    if decision.kind is Kind.LABEL and decision.value is not None:
        names = [each.name for each in view.classes]
        curve = curve.after(names.index(decision.value), result.evaluation)
    is_blind = view.settings.blind or bool(result.again)
    return replace(view, round=result, shown_row=row, curve=curve, is_blind=is_blind)


def _find_truths(annotation: Annotation, decisions: Sequence[HistoryItem]) -> dict[int, int]:
    """Only of made-up data: nobody learns there by finding out."""
    if annotation.session.settings.source != TUTORIAL:
        return {}
    known = annotation.dataset.known
    return {each.row: int(known[each.row]) for each in decisions if each.row >= 0}


def _find_differing(session: Session, result: Round) -> tuple[str, ...]:
    if result.again != SETTLE or result.query is None:
        return ()
    return session.two_labels(result.query.row)
