"""What may matter of a date beside when it was: its month, its weekday, its hour."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOURS = tuple(f"{hour:02}" for hour in range(24))

PARTS = {"month": MONTHS, "weekday": WEEKDAYS, "hour": HOURS}
EPOCH_WEEKDAY = 3
MOMENT = 1e-7  # days; what a fraction of a day may lack to the whole second it was written as


def part_names(part: str, days: NDArray[np.float64]) -> list[str]:
    """The names of that part of each date; empty where there is none."""
    names = np.array([*PARTS[part], ""], object)
    found: list[str] = names[part_places(part, days)].tolist()
    return found


def part_places(part: str, days: NDArray[np.float64]) -> NDArray[np.int64]:
    """The place of each in PARTS, and -1 where there is none."""
    known = ~np.isnan(days)
    days = np.where(known, days, 0.0) + MOMENT
    whole = np.floor(days).astype(np.int64)
    if part == "hour":
        places = ((days - whole) * 24).astype(np.int64)
    elif part == "weekday":
        places = (whole + EPOCH_WEEKDAY) % len(WEEKDAYS)
    else:
        months = whole.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        places = months % len(MONTHS)
    return np.where(known, places, -1)


def varying_parts(days: NDArray[np.float64], *, has_date: bool) -> tuple[str, ...]:
    """The parts that tell some of these dates from others."""
    found: list[str] = []
    for part in PARTS:
        places: Sequence[int] = part_places(part, days[~np.isnan(days)]).tolist()
        if (has_date or part == "hour") and len(set(places)) > 1:
            found.append(part)
    return tuple(found)
