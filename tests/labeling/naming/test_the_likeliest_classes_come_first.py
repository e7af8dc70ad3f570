"""The order in which classes are listed: the model's, and with a place for those without labels."""

from __future__ import annotations

from dataclasses import replace

from altui.labeling.naming.order import class_order, naming_order
from tests.tui.making import a_view, some_curve, some_query, some_round

NAMES = ("card fee", "loan fee", "card lost", "loan lost", "tax")


def view_of(shares: tuple[float, ...], counts: tuple[int, ...]) -> object:
    query = some_query(shares)
    return a_view(
        NAMES,
        query,
        round=some_round(query, 5, per_class=counts),
        curve=some_curve(5),
    )


def test_the_model_says_it_unless_it_is_hidden() -> None:
    view = view_of((0.1, 0.4, 0.2, 0.25, 0.05), (2, 2, 2, 2, 2))
    assert class_order(view) == naming_order(view) == [1, 3, 2, 0, 4]  # type: ignore[arg-type]
    hidden = replace(view, is_blind=True)  # type: ignore[type-var]
    # The answers were the classes 0 and 1; the others by name.
    assert class_order(hidden) == naming_order(hidden) == [1, 0, 2, 3, 4]  # type: ignore[arg-type]


def test_a_class_without_labels_is_likely_where_its_words_are() -> None:
    view = view_of((0.6, 0.1, 0.0, 0.3, 0.0), (1, 1, 0, 1, 0))
    assert class_order(view) == [0, 3, 1, 2, 4], "as shown"  # type: ignore[arg-type]
    assert naming_order(view)[0] == 2, "card and lost are likely, and most classes were new"  # type: ignore[arg-type]
    known = view_of((0.6, 0.1, 0.0, 0.3, 0.0), (90, 80, 0, 70, 0))
    assert naming_order(known) == [0, 3, 1, 2, 4], "hardly any class was new"  # type: ignore[arg-type]
