"""Short messages that the screen and the plain dialogue both give while the work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.text import count_of, one_line
from altui.limits import limit_behind
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Kind
from altui.session.state.batches import split_alike
from altui.wording.classes.changes import describe_change

if TYPE_CHECKING:
    from pathlib import Path

    from altui.labeling.events import TrainingTakesLong
    from altui.learning.honesty.model_lead import Lead
    from altui.session.events import Decision

DROPPED = "the last decision was dropped"

EARLIER_SAVED = "All earlier decisions are on disk."

NOT_TRAINING = "no training is running"

NO_GUIDELINES = "there are no guidelines: --guidelines FILE and --classes-file FILE name some"

ROW_GONE = "this row is no longer in the file"

OF_NO_ROW = "this is a change of the classes: it is about no row"


def describe_decision(decision: Decision) -> str:
    """What kind it is, and its class or other value."""
    if decision.kind is Kind.ALIKE:
        _, *labels = split_alike(decision)
        return f"{count_of(len(labels), 'label')} {labels[0].value}"
    if decision.kind is Kind.CLASSES:
        return describe_change(ClassChange.loads(decision.value))
    return f"{decision.kind} {decision.value or ''}".strip()


def done_word(*, is_kept_nowhere: bool) -> str:
    """What a decision is from now on: what is deleted at the end is not called saved."""
    return "done" if is_kept_nowhere else "saved"


def describe_not_saved(decision: Decision) -> str:
    return f"NOT SAVED: {describe_decision(decision)}"


def describe_no_row(error: Exception) -> str:
    """Why no new row can be asked: the limit of the system, or else the error with its type."""
    limit = limit_behind(error)
    return f"no new row: {limit[0] if limit else f'{type(error).__name__}: {error}'}"


def describe_unreadable(error: Exception) -> str:
    return f"the row cannot be read: {error}"


def describe_unlisted(error: Exception) -> str:
    return f"this cannot be listed: {one_line(str(error), 400)}"


def describe_label(name: str) -> str:
    """Said where a row has the label already that the person gives."""
    return f"its label is {one_line(name, 40)}"


def describe_training(event: TrainingTakesLong, key: str) -> str:
    """How long it has taken, and what the key for `hurry` does about it."""
    does = "goes on by the last ranking" if event.is_waiting else "restarts training"
    return f"training for {event.seconds} s; {key} {does}"


def describe_lead(lead: Lead, key: str) -> str:
    """In one line: what speaks for the other model, and how to change to it."""
    return (
        f"{lead.model} seems better: {lead.right} labels to {lead.wrong} where it and {lead.over} "
        f"differ; {key} changes it"
    )


def describe_export(target: Path) -> str:
    return f"exported to {target}"
