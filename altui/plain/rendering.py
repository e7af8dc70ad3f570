"""A View in plain lines, to read from the top down or to hear: no frame, no columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.data.presentation.column_groups import group_words
from altui.data.schema import Role
from altui.display.lines import text_of
from altui.display.text import READ_CAPS, count_of, displayable, one_line
from altui.labeling.column_entries import list_entries
from altui.labeling.naming.order import class_order
from altui.labeling.opening.options.flags import name_flags
from altui.labeling.proposal import ROLE_KEYS, ROLE_WORDS, join_classes
from altui.labeling.showing.titled import title_reasons, titles_of
from altui.session.events import Kind
from altui.wording.columns_screen.columns import describe_entry
from altui.wording.confidence import confidence_kind, uncertainty_in_a_line
from altui.wording.decisions import WIDEST_ID, item_line
from altui.wording.ending import choices, ending_sentence, ending_title
from altui.wording.evaluation import accuracy_forms, why_not_measured
from altui.wording.figures.find import found_points
from altui.wording.last_action import (
    batch_moved,
    labeled_together,
    what_was_learned,
    what_was_true,
)
from altui.wording.news import done_word
from altui.wording.suggested import suggestion_line
from altui.wording.summary import measured_in_words
from altui.wording.view.curve import BEFORE_MERGE, thinned
from altui.wording.view.field_groups import split_groups
from altui.wording.view.query import explanation, shown_query
from altui.wording.view.reasons import common_text, legend
from altui.wording.view.row import folded_words, query_text
from altui.wording.view.status import count_classes, status_parts

if TYPE_CHECKING:
    from altui.data.dataset import Field
    from altui.labeling.column_entries import ColumnEntry
    from altui.labeling.explaining.reasons import Reasons
    from altui.labeling.proposal import Proposal
    from altui.labeling.showing.class_keys import ClassKey
    from altui.labeling.showing.shown_row import ShownRow
    from altui.labeling.view import View

MOST_LISTED = 10
"""Classes that are listed one by one."""

LONG_LINE = 1_000
"""Cells after which a line is cut: a screen reader reads it without a pause."""

CURVE_WIDTH = 3
"""A curve is printed with as many points as a plot of so many columns has: at most 25."""

DECIDING = 6
"""Reasons printed, the strongest first."""


def news(view: View, last: View | None) -> Iterator[str]:
    """What became of the last answer, and what it changed."""
    before = last.decisions if last else view.decisions
    done = next((each for each in view.decisions if each not in before), None)
    done_so_far = done_word(is_kept_nowhere=view.is_kept_nowhere)
    if told := batch_moved(view) or labeled_together(view):
        yield f"{done_so_far}: {told}"
    elif done is not None and view.last is not Kind.CLASSES:  # that is said when it is saved
        width = cell_len(one_line(done.row_id, WIDEST_ID))
        yield f"{done_so_far}: {text_of(item_line(done, width, LONG_LINE))}"
    if truth := what_was_true(view):
        yield truth
    if view.measured and (last is None or view.measured != last.measured):
        yield f"accuracy: {', '.join(accuracy_forms(view)[0])}"
    if learned := what_was_learned(view):
        yield learned
    yield ", ".join(map(text_of, status_parts(view))).replace(" · ", ", ")


def question(view: View, *, is_explained: bool) -> Iterator[str]:
    """The row and what may be answered, or that there is none."""
    if view.ending:
        yield f"{ending_title(view)}: {ending_sentence(view)}"
        yield ", ".join(f"{key} {meaning}" for key, meaning in choices(view))
        return
    if view.shown_row is None:
        return
    yield from view.guide.splitlines()
    row_id = one_line(view.shown_row.row_id, LONG_LINE)
    yield f"{query_text(view)}, row {row_id}{view.shown_row.times}"
    yield from row(view.shown_row)
    if suggested := suggestion_line(view.shown_row):
        yield text_of(suggested)
    yield from _opinion(view)
    if is_explained and view.shown_row.reasons is not None:
        reasons = title_reasons(view.shown_row.reasons, titles_of(view.classes))
        yield from _reasons(reasons, view.shown_row.fields)
    yield f"your answer: {class_keys(view)}; help lists the words"


def class_keys(view: View) -> str:
    """The classes with their keys; of many the likeliest."""
    if len(view.classes) <= MOST_LISTED:
        return describe_classes(view.classes)
    likeliest = [view.classes[index] for index in class_order(view)[:MOST_LISTED]]
    return _with_more(_list_classes(likeliest), len(view.classes) - MOST_LISTED)


def describe_classes(classes: Sequence[ClassKey]) -> str:
    """The classes with their keys; of many those that have one."""
    if len(classes) <= MOST_LISTED:
        return _list_classes(classes)
    keyed = [each for each in classes if each.key][:MOST_LISTED]
    return _with_more(_list_classes(keyed), len(classes) - len(keyed))


def _list_classes(classes: Sequence[ClassKey]) -> str:
    told = (f"{each.key} {one_line(each.shown, LONG_LINE)}".lstrip() for each in classes)
    own = (each.key if each.key == each.shown else "" for each in classes)
    return ", ".join(key or both for key, both in zip(own, told, strict=True))


def _with_more(told: str, more: int) -> str:
    return f"{told} and {more:,} more by name, code or beginning"


def all_classes(classes: Sequence[ClassKey]) -> Iterator[str]:
    """Every class on a line of its own, with its key and its code."""
    for each in classes:
        signs = [sign for sign in (each.key, each.code) if sign]
        told = f" ({', '.join(signs)})" if signs else ""
        yield f"{one_line(each.shown, LONG_LINE)}{told}"


def row(shown_row: ShownRow) -> Iterator[str]:
    """All that the person may read of a row."""
    if shown_row.flagged:
        yield "flagged"
    if shown_row.note:
        yield from name_lines("comment", shown_row.note)
    for grid in shown_row.grids:
        yield f"{one_line(grid.words, LONG_LINE)}: picture {grid.size}"
    many, few = split_groups(shown_row.told)
    for group in many:
        values = " ".join(one_line(each.text) or "(empty)" for each in group)
        yield from name_lines(one_line(group_words([each.shown for each in group])), values)
    for field in sorted(few, key=lambda each: each.role is not Role.TEXT):
        place = shown_row.places.get(field.name)
        told = "" if place is None else f" (above {100 * place:.0f} % of the rows)"
        yield from name_lines(one_line(field.shown, LONG_LINE), f"{field.text}{told}")
    if shown_row.hidden:
        yield one_line(folded_words(shown_row), LONG_LINE)


def name_lines(name: str, text: str) -> Iterator[str]:
    """Further lines are indented, so that no text of a file looks like a line of altui."""
    first, *more = displayable(text, **READ_CAPS).split("\n")
    yield f"{name}: {first}"
    yield from (f"  {each}" for each in more)


def _opinion(view: View) -> Iterator[str]:
    query = shown_query(view)
    if query is not None and query.probabilities is not None and query.uncertainty is not None:
        shares = [*zip(view.classes, query.confidence or (), strict=True)]
        if more := max(len(shares) - MOST_LISTED, 0):
            shares = sorted(shares, key=lambda each: -each[1])[:MOST_LISTED]
        told = ", ".join(f"{one_line(each.shown, LONG_LINE)} {share:.4f}" for each, share in shares)
        told += f" and {more:,} more" if more else ""
        kind = confidence_kind(view.round.calibration)
        told += f" ({kind})" if kind else ""
        yield f"the model: {told}; {uncertainty_in_a_line(view, query.uncertainty, LONG_LINE)}"
        if view.round.trouble:
            yield one_line(view.round.trouble, LONG_LINE)
    yield one_line(explanation(view), LONG_LINE)


def _reasons(reasons: Reasons, fields: Sequence[Field]) -> Iterator[str]:
    if reasons.alike:
        yield from map(text_of, legend(reasons, LONG_LINE))
        return
    called = {each.name: each.shown for each in fields}
    columns = {called.get(name, name): share for name, share in reasons.columns.items()}
    shares = {**columns, **{f"'{word}'": each for word, each in reasons.words.items()}}
    strongest = sorted(shares, key=lambda name: -abs(shares[name]))[:DECIDING]
    told = [f"{shares[name]:+.2f} {one_line(name, LONG_LINE)}" for name in strongest]
    told += filter(None, [common_text(reasons)])
    if told:
        meaning = "log-odds: 0.7 doubles the odds"
        yield f"why {one_line(reasons.shown, LONG_LINE)}: {', '.join(told)} ({meaning})"


def curve(view: View) -> Iterator[str]:
    """The accuracy label by label, the last one first; of a long session every so-many-th. The
    labels of each class where nothing is known to test on."""
    if view.settings.find:
        yield from found_curve(view)
        return
    measured = [each for each in view.curve.measurements() if each[1].is_measured]
    if not measured:
        yield f"accuracy: {why_not_measured(view)}"
    for labeled, found in reversed(thinned(measured, CURVE_WIDTH)):
        told = measured_in_words(found, view.settings.classes)
        before = f", {BEFORE_MERGE}" if view.curve.is_before_merge(labeled) else ""
        yield f"{count_of(labeled, 'label')}{before}: {one_line(told, LONG_LINE)}"
    if not measured and not view.has_test:
        for point in reversed(thinned(view.curve, CURVE_WIDTH)):
            counts = count_classes(view.classes, point.per_class, LONG_LINE)
            yield f"{count_of(point.labeled, 'label')}: {counts}"


def found_curve(view: View) -> Iterator[str]:
    """The rows found against the rows read, the last first."""
    wanted = one_line(view.settings.find, LONG_LINE)
    for read, found in reversed(thinned(found_points(view.curve, view.settings), CURVE_WIDTH)):
        yield f"{count_of(read, 'row')} read: {found:,} {wanted} found"


def columns(proposal: Proposal) -> Iterator[str]:
    """What each column is taken for, numbered, and how to change it."""
    yield f"columns of {one_line(proposal.name, LONG_LINE)}, {count_of(proposal.rows, 'row')}"
    yield from (one_line(note, LONG_LINE) for note in proposal.notes)
    for number, question in enumerate(proposal.questions, 1):
        taken = proposal.answer_to(question)
        others = "; or ".join(each.words for each in question.answers if each is not taken)
        yield one_line(f"question {number}: {question.text}", LONG_LINE)
        yield one_line(f"  taken: {taken.words}; ?{number} changes it to: {others}", LONG_LINE)
    yield from (_entry_line(each) for each in list_entries(proposal.schema))
    bent = name_flags(proposal.boundary)
    yield from filter(None, (proposal.price, bent, proposal.use_of_labels))
    if proposal.classes:
        yield f"classes: {one_line(join_classes(proposal.classes), LONG_LINE)}"


def found_columns(proposal: Proposal, text: str) -> Iterator[str]:
    """The columns whose name contains the text, each by itself."""
    everywhere = list_entries(proposal.schema, frozenset(proposal.schema.names()))
    for entry in everywhere:
        if not entry.is_group and text.casefold() in entry.words.casefold():
            yield _entry_line(entry)


def _entry_line(entry: ColumnEntry) -> str:
    first, last = entry.places.start + 1, entry.places.stop
    number = f"{first}-{last}" if entry.is_group else f"{first}"
    told = one_line(describe_entry(entry), LONG_LINE)
    return f"{number} {one_line(entry.words, LONG_LINE)}: {ROLE_WORDS[entry.role]} ({told})"


def columns_help() -> str:
    roles = ", ".join(f"{key} {ROLE_WORDS[role]}" for key, role in ROLE_KEYS.items())
    return (
        "An empty line starts. A number and a letter change a column, such as 2 t: "
        f"{roles}; 3-9 t changes several. /TEXT lists columns by name. "
        "e A,B names the classes, p hides the labels or shows them, q quits."
    )
