"""Tables of confusions as they are logged: of many classes only what is not 0, since a table of 200
classes would take 120 kB in each Round."""

from __future__ import annotations

from altui.learning.evaluation import Confusion, share_rows

MOST_IN_A_TABLE = 10
"""Classes up to which a table is logged whole."""


def confusion_to_json(confusion: Confusion) -> object:
    """Of many classes only the cells that are not 0, as (given, predicted, rows)."""
    size = len(confusion)
    if size <= MOST_IN_A_TABLE:
        return confusion
    cells = [
        (given, predicted, rows)
        for given, row in enumerate(confusion)
        if any(row)  # most are empty, and looking at each cell takes milliseconds
        for predicted, rows in enumerate(row)
        if rows
    ]
    return {"classes": size, "cells": cells}


def confusion_of(logged: object) -> Confusion:
    if isinstance(logged, dict):
        rows = [[0] * logged["classes"] for _ in range(logged["classes"])]
        for given, predicted, count in logged["cells"]:
            rows[given][predicted] = count
        return share_rows(rows)
    return share_rows(logged) if isinstance(logged, list | tuple) else ()
