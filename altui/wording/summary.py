"""The session in a few lines, in the same words on the screen and on stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.text import count_of, duration, roughly
from altui.learning.evaluation import AUDIT, SPOKEN, not_measured, wilson_interval
from altui.learning.hints import AHEAD, EVERY, FOUND, RECALL
from altui.suggestions import list_some
from altui.wording.certificate import shares_in_words, verdict_in_words
from altui.wording.classes.changes import describe_change
from altui.wording.confidence import confidence_kind
from altui.wording.figures.find import progress_rows
from altui.wording.figures.sample import sample_rows
from altui.wording.suggested import agreement_rows
from altui.wording.team.shares import share_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from altui.learning.evaluation import Evaluation
    from altui.learning.hints import Hint
    from altui.session.classes.class_changes import ClassChange
    from altui.session.figures.curve import Gain
    from altui.session.figures.model_changes import SeenChange
    from altui.session.figures.summary import Summary


MANY_CLASSES = 20
MOST_COUNTED = 12


def summary_rows(summary: Summary) -> list[tuple[str, str]]:
    """(name, value) pairs. Values may contain foreign text, such as class names."""
    rows = [("labels", _labels(summary))]
    rows += _imported(summary)
    if summary.copies:
        more = f"{count_of(summary.copies, 'more row')} have the label of an identical one"
        rows.append(("copies", more))
    if summary.group:
        told = f"by '{summary.group}': none is both learned from and measured on"
        rows.append(("groups", told))
    rows += sample_rows(summary.sample)
    rows += share_rows(summary.share, summary.overlap)
    rows.append(("per class", _per_class(summary.per_class)))
    if summary.to_split:
        rows.append(("to split", split_in_words(summary.to_split)))
    if summary.class_changes:
        rows.append(("classes changed", _class_changes(summary.class_changes)))
    if summary.words is not None:
        rows.append(("words", words_in_words(summary.words)))
    rows += _accuracy_rows(summary)
    if summary.calibration is not None:
        rows.append(("confidence", confidence_kind(summary.calibration)))
    if summary.agreement is not None:
        rows += agreement_rows(summary.agreement, has_check=bool(summary.audit))
    if summary.model_changes:
        rows.append(("model changed", _model_changes(summary.model_changes)))
    aside = [
        f"{count:,} {name}"
        for name, count in (
            ("skipped for now", summary.skipped),
            ("ignored", summary.ignored),
            ("unsure", summary.unsure),
        )
        if count
    ]
    if aside:
        rows.append(("set aside", ", ".join(aside)))
    if summary.narrow or any(summary.narrowed.values()):
        rows.append(("asked from", _narrowed(summary)))
    if summary.rechecked:
        said = f"{count_of(summary.rechecked, 'label')}, {summary.changed} changed"
        rows.append(("asked again", said))
    rows.append(("time", _time(summary)))
    if summary.progress is not None:
        rows += progress_rows(summary)
    elif summary.hint is not None:
        rows.append(("hint", hint_in_words(summary.hint, tuple(summary.per_class))))
    return rows


def _narrowed(summary: Summary) -> str:
    """Which rows are asked for, and how many labels come from a part of them."""
    labels = {text: count for text, count in summary.narrowed.items() if count}
    now = f"rows with {summary.narrow}" if summary.narrow else "all rows"
    if here := labels.pop(summary.narrow, 0):
        now += f" ({count_of(here, 'label')})"
    before = (f"{count_of(count, 'label')} from {text}" for text, count in labels.items())
    return "; before: ".join(filter(None, (now, ", ".join(before))))


def split_in_words(waiting: Mapping[str, int]) -> str:
    """How many labels of split classes are still to be asked for again."""
    told = (f"{count_of(count, 'label')} of {name}" for name, count in waiting.items())
    return f"{list_some([*told])} still to be asked for again"


def _class_changes(changes: Sequence[ClassChange]) -> str:
    return list_some([describe_change(each) for each in changes])


def _per_class(counts: Mapping[str, int]) -> str:
    """The labels of each class; of many those with the most, and how many have any."""
    if len(counts) <= MANY_CLASSES:
        return ", ".join(f"{name}: {count:,}" for name, count in counts.items())
    labeled = sorted((name for name in counts if counts[name]), key=lambda name: -counts[name])
    told = f"{len(labeled):,} of {len(counts):,} classes have labels"
    listed = [f"{name}: {counts[name]:,}" for name in labeled]
    return f"{told}: {list_some(listed, MOST_COUNTED)}" if labeled else told


def words_in_words(classes: int) -> str:
    """What a model that began from words owes to them now."""
    if not classes:
        return "the model began from your words, which count no more"
    return f"the model {begins_from_words(classes)}, until each has ten labels"


def begins_from_words(classes: int) -> str:
    return f"begins from your words for {classes} {'class' if classes == 1 else 'classes'}"


def hint_in_words(hint: Hint, classes: Sequence[str] = ()) -> str:
    """Whether to stop, why, and what more labels would bring."""
    if hint.kind == FOUND:
        verdict = "stop" if hint.stop else "continue"
        return (
            f"{verdict}: p = {hint.value:.3f} that less than {100 * RECALL:.0f} % are found; "
            f"{AHEAD} more labels are expected to find about {hint.ahead:.0f}"
        )
    if hint.only is not None:
        name = classes[hint.only]
        return (
            f"continue: {name} is all that the model predicts yet; its accuracy is only the share "
            f"of {name} among the rows"
        )
    verdict = "stop: predictions have" if hint.stop else "continue: predictions have not"
    return (
        f"{verdict} stopped changing (agreement, Cohen's kappa {hint.value:.3f}, every "
        f"{EVERY} labels up to "
        f"{hint.labels}); {AHEAD} more labels are expected to change {_share(hint.ahead)} of them, "
        "and the accuracy by no more than that"
    )


def stop_in_short(hint: Hint) -> str:
    """The advice to stop, for a line with other text."""
    if hint.kind == FOUND:
        return f"stop? {100 * RECALL:.0f} % found (p = {hint.value:.3f})"
    return f"stop? predictions are stable, {AHEAD} more would change {_share(hint.ahead)}"


def _share(share: float) -> str:
    return f"{100 * share:.1f} %" if share >= 0.001 else "under 0.1 %"


def measured_in_words(evaluation: Evaluation, classes: Sequence[str]) -> str:
    """The accuracy; with a rare class, its recall and precision instead."""
    rare = evaluation.rare
    if rare is None:
        return str(evaluation)
    return (
        f"{classes[rare]}: recall {evaluation.recall(rare)}, "
        f"precision {evaluation.precision(rare)}, {SPOKEN[evaluation.kind]}"
    )


def gain_in_words(gain: Gain) -> str:
    """The recent change of the accuracy, in percentage points."""
    return f"{100 * gain.accuracy:+.1f} points in {count_of(gain.labels, 'label')}"


def _accuracy_rows(summary: Summary) -> list[tuple[str, str]]:
    after = summary.accuracy_after
    if summary.verdict is not None:
        rows = [("certificate", verdict_in_words(summary.verdict))]
        if summary.shares:
            rows.append(("class shares", shares_in_words(summary.shares)))
        return rows
    if summary.audit:
        # Rows of its reserve count as well once they are labeled.
        rows_of_check = max(summary.audit, summary.checked)
        of = f"{summary.checked} of {count_of(rows_of_check, 'label')} given"
        replaced = f", {summary.replaced} set aside and replaced" if summary.replaced else ""
        rows = [("random check", of + replaced)]
        if after is None or not after.is_measured:
            return [*rows, ("accuracy", not_measured(after.total if after else summary.checked))]
        return [*rows, ("accuracy", _accuracy_after(summary)), *_rare_rows(summary, after)]
    if summary.accuracy_before or after:
        before = summary.accuracy_before
        rows = [("accuracy before", str(before or "not measured"))]
        rows.append(("accuracy after", _accuracy_after(summary)))
        return rows + (_rare_rows(summary, after) if after else [])
    return [("accuracy", "not measured: there is no test set")]


def _rare_rows(summary: Summary, evaluation: Evaluation) -> list[tuple[str, str]]:
    """For a rare class: how many rows are found, and how many the random check expects."""
    rare = evaluation.rare
    if rare is None:
        return []
    classes = list(summary.per_class)
    found = f"{summary.per_class[classes[rare]]:,} so far"
    # Of copies the check measures rows, while what is found are answers.
    is_by_row = not summary.copies
    if evaluation.kind == AUDIT and not summary.labeled_at_start and is_by_row:
        share = wilson_interval(sum(evaluation.confusion[rare]), evaluation.total)
        low, high = (round(summary.pool * edge) for edge in share)
        found += f"; the random check expects {low:,} to {high:,} in all"
    measured = measured_in_words(evaluation, classes)
    return [("rare class", measured), (f"{classes[rare]} found", found)]


def _model_changes(changes: Sequence[SeenChange]) -> str:
    said = ", ".join(
        f"{each.before} to {each.after} after {count_of(each.labels, 'label')}" for each in changes
    )
    return f"{said}: the accuracy had been seen by then, and may flatter the model chosen"


def _labels(summary: Summary) -> str:
    given = f"{summary.labels_given:,}"
    of = f" of {summary.budget:,}" if summary.budget else ""
    return f"{given}{of} given, {summary.labeled:,} in all"


def _imported(summary: Summary) -> list[tuple[str, str]]:
    if not summary.imported and not summary.imported_check:
        return []
    check = summary.imported_check
    beside = f"; {check:,} more for the random check, not counted" if check else ""
    files = ", ".join(summary.imported_from)
    return [("imported", f"{count_of(summary.imported, 'label')} from {files}{beside}")]


def _accuracy_after(summary: Summary) -> str:
    if summary.accuracy_after is None or summary.measured_labels is None:
        return "not measured"
    later = summary.labels_given + summary.imported - summary.measured_labels
    text = str(summary.accuracy_after)
    return (
        f"{text} before the last {'label' if later == 1 else f'{later} labels'}" if later else text
    )


def _time(summary: Summary) -> str:
    pace = [f"{summary.pace:.1f} s a label (median)"] if summary.pace else []
    return ", ".join((duration(summary.seconds), *pace, *left_in_words(summary)))


def left_in_words(summary: Summary) -> list[str]:
    """The time that the rest of the budget takes at this pace, if known."""
    left = summary.seconds_left
    return [f"about {roughly(left)} left"] if left else []
