"""What the label column leaves open: markers for no label, and names written in several ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from altui.data.labels.label_reading import (
    LIST,
    WHOLE_NUMBER,
    LabelReading,
    folded,
    join_names,
    refuse_several,
)
from altui.data.questions import Answer, Question
from altui.data.table import Table

MARKERS = frozenset(
    [
        *("na", "n/a", "n.a.", "#n/a", "<na>", "?", "??", "-", "--", "–", "—", ".", "n.d.", "k.a."),
        *("unlabeled", "unlabelled", "not labeled", "no label", "todo", "to do", "tbd"),
    ]
)
"""Folded cells that mean no label yet wherever they stand."""

WORDS = frozenset(["none", "null", "nan", "nil"])
"""Words that may be a class: they mean no label only beside blanks or markers."""

SHOWN = 4
SEVERAL = ";|,/+"
"""What people put between the labels of one row."""


@dataclass(frozen=True)
class LabelJudgement:
    """What a label column is taken for, and what is asked of it."""

    reading: LabelReading
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    blanks: int = 0
    names: Mapping[str, int] = field(default_factory=dict)
    """How many rows have each name, markers among them."""

    def count_unlabeled(self, no_label: Sequence[str] | None = None) -> int:
        """The rows without a label, where these names mean that there is none."""
        markers = self.reading.no_label if no_label is None else no_label
        return self.blanks + sum(self.names.get(name, 0) for name in set(markers))

    def count_classes(self) -> int:
        names = set(self.names) - set(self.reading.no_label)
        return len({folded(name) for name in names} if self.reading.joins_variants else names)


def judge_labels(
    table: Table,
    target: str,
    *,
    classes: Sequence[str] = (),
    no_label: Sequence[str] = (),
    variants: str | None = None,
) -> LabelJudgement:
    """`no_label` and `variants` are what was said, as in DataOptions.

    Raises InputError for a row with several labels.
    """
    cells = table.texts([target])[target]
    counts = _strip(table.count_values(target))
    blanks = counts.pop("", 0)
    lists = bool(counts) and all(LIST.fullmatch(cell) for cell in counts)
    whole = _are_whole_numbers(counts)
    form = LabelReading(whole_numbers=whole, lists=lists)
    _refuse_several(table, target, cells, form)
    names: Counter[str] = Counter()
    for cell, times in counts.items():
        names[form.name(cell)] += times
    blanks += names.pop("", 0)
    markers = tuple(filter(None, no_label)) if no_label else _markers(names, blanks, classes)
    questions = [] if no_label or not markers else [_marker_question(markers, names)]
    kept = Counter({name: n for name, n in names.items() if name not in markers})
    groups = _variants(kept, classes)
    if groups and variants is None:
        questions.append(_variant_question(groups, kept, classes))
    reading = LabelReading(
        no_label=markers,
        joins_variants=bool(groups) if variants is None else variants == "join",
        whole_numbers=whole,
        lists=lists,
    )
    notes = ["labels such as 1.0 are read as 1"] if whole else []
    if several := _several(kept):
        notes.append(
            f"labels such as '{several}' hold several, and a row has one class: "
            "each combination is a class of its own"
        )
    return LabelJudgement(reading, tuple(questions), tuple(notes), blanks, names)


def _several(names: Collection[str]) -> str:
    """The first name that is made of others, as `a;b` is; empty if none is."""
    for mark in SEVERAL:
        parts = {name: [part.strip() for part in name.split(mark)] for name in names}
        times = Counter(part for each in parts.values() for part in set(each))
        made = [name for name, each in parts.items() if len(each) > 1]
        if made and all(part and times[part] > 1 for name in made for part in parts[name]):
            return min(made)
    return ""


def _strip(cells: Counter[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for cell, times in cells.items():
        counts[cell.strip()] += times
    return counts


def _are_whole_numbers(counts: Counter[str]) -> bool:
    """Whether the labels are numbers, and 1.0 is among them."""
    numbers = [cell for cell in counts if folded(cell) not in MARKERS | WORDS]
    written = [cell for cell in numbers if WHOLE_NUMBER.fullmatch(cell)]
    whole = [cell for cell in numbers if cell.lstrip("+-").isdecimal() and cell.isascii()]
    return bool(written) and len(written) + len(whole) == len(numbers)


def _refuse_several(table: Table, target: str, cells: Sequence[str], reading: LabelReading) -> None:
    if not reading.lists:
        return
    for row, cell in enumerate(cells):
        try:
            reading.name(cell)
        except ValueError:
            raise refuse_several(cell.strip(), table.location(row, target)) from None


def _markers(names: Counter[str], blanks: int, classes: Sequence[str]) -> tuple[str, ...]:
    """The names that mean no label yet, unless they are named as classes."""
    free = [name for name in names if name not in classes]
    found = [name for name in free if folded(name) in MARKERS and not _has_opposite(name, names)]
    words = [name for name in free if folded(name) in WORDS]
    others = len(names) - len(found) - len(words)
    if words and (blanks or found) and others >= 2:
        found += words
    return tuple(sorted(found))


def _has_opposite(name: str, names: Collection[str]) -> bool:
    """Beside `+`, a `-` is the other class."""
    return set(name) == {"-"} and name.replace("-", "+") in names


def _marker_question(markers: tuple[str, ...], names: Counter[str]) -> Question:
    told = ", ".join(f"'{name}' ({names[name]:,})" for name in markers[:SHOWN])
    more = f" and {len(markers) - SHOWN} more" if len(markers) > SHOWN else ""
    return Question(
        "no_label",
        f"among the labels stand {told}{more}",
        (Answer("they mean: no label yet", markers), Answer("they are classes", ("",))),
    )


def _variants(names: Counter[str], classes: Sequence[str]) -> dict[str, list[str]]:
    """Names that differ in case or blanks only, by what they would be joined to."""
    joined = join_names(Counter({**names, **dict.fromkeys(classes, 0)}), classes)
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda each: -names[each]):
        groups.setdefault(joined[name], []).append(name)
    return {name: ways for name, ways in groups.items() if ways != [name]}


def _variant_question(
    groups: dict[str, list[str]], names: Counter[str], classes: Sequence[str]
) -> Question:
    shown = [", ".join(f"'{way}' ({names[way]:,})" for way in ways) for ways in groups.values()]
    joined = set(join_names(names, classes).values())
    return Question(
        "variants",
        f"written in several ways: {'; '.join(shown[:SHOWN])}",
        (
            Answer(f"one class each, {len(joined)} in all: {', '.join(sorted(joined))}", "join"),
            Answer(f"{len(names)} classes, as they are written", "keep"),
        ),
        changes="classes",
    )
