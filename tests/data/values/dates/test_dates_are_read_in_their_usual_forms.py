"""Dates become days, in the order of day and month that the column as a whole shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.data.dataset import DataOptions
from altui.data.features.matrix import build_features
from altui.data.inference.columns import Role, infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.data.schema import Column
from altui.data.values.dates.date_parser import DateParser
from altui.data.values.dates.date_reading import DateReading
from tests.data.values.test_numbers_are_worth_what_people_wrote import column_of

EPOCH = datetime(1970, 1, 1)

FORMS = {
    "ISO": "%Y-%m-%d",
    "ISO with time": "%Y-%m-%d %H:%M:%S",
    "ISO with T": "%Y-%m-%dT%H:%M:%S",
    "ISO in UTC": "%Y-%m-%dT%H:%M:%SZ",
    "German": "%d.%m.%Y",
    "German with time": "%d.%m.%Y %H:%M",
    "British": "%d/%m/%Y",
    "American": "%m/%d/%Y",
    "American with time": "%m/%d/%Y %I:%M:%S %p",
    "short": "%d-%m-%y",
    "day, month, year": "%d %b %Y",
    "month, day, year": "%B %d, %Y",
    "mail": "%a, %d %b %Y %H:%M:%S GMT",
    "Oracle": "%d-%b-%y",
    "Chinese": "%Y年%m月%d日",
    "slashes": "%Y/%m/%d",
}

MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2060, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)


def days_of(column: Column, cells: list[str]) -> list[float]:
    assert isinstance(column.reading, DateReading)
    found: list[float] = DateParser(column.reading).parse(cells).values.tolist()
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(MOMENTS, min_size=20, max_size=40, unique=True), st.sampled_from(sorted(FORMS)))
def test_every_usual_form_comes_back(moments: list[datetime], kind: str) -> None:
    # One date tells the order of all.
    moments = [*moments, datetime(2025, 7, 22), datetime(2024, 2, 29)]
    form = FORMS[kind]
    if "%y" in form:
        moments = [moment.replace(year=2000 + moment.year % 60) for moment in moments]
        moments = [moment for moment in moments if (moment.month, moment.day) != (2, 29)]
    cells = [moment.strftime(form) for moment in moments]
    column = column_of([*cells, "NA", ""])
    assert column.role is Role.DATE, column.reason
    wanted = [(datetime.strptime(cell, form) - EPOCH).total_seconds() / 86400 for cell in cells]
    assert days_of(column, cells) == pytest.approx(wanted, abs=1e-9)
    assert np.isnan(days_of(column, ["NA", "", "oops"])).all()


def test_a_zone_is_reckoned_with() -> None:
    moment = datetime(2025, 7, 2, 1, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    cells = [(moment + timedelta(days=day)).isoformat() for day in range(30)]
    wanted = moment.astimezone(UTC).timestamp() / 86400
    assert days_of(column_of(cells), cells)[0] == pytest.approx(wanted)


def test_day_and_month_are_told_by_the_whole_column_else_in_doubt() -> None:
    late = [f"{n}/2/2025" for n in range(1, 12)] + ["13/2/2025"]
    assert column_of(late).reason == "all 12 values are dates, day first"
    either = column_of([f"{n % 12 + 1}/{n % 11 + 1}/2025" for n in range(60)])
    assert either.reason.endswith("dates, month first")
    assert isinstance(either.reading, DateReading) and either.reading.is_ambiguous
    chosen = column_of([f"{n % 12 + 1}/2/2025" for n in range(60)], columns=["x=date:dmy"])
    assert isinstance(chosen.reading, DateReading)
    assert (chosen.reading.order, chosen.reading.is_ambiguous) == ("dmy", False)


def test_a_day_that_is_none_is_named() -> None:
    column = column_of([f"2025-01-{n:02}" for n in range(1, 31)] * 2 + ["2025-02-30"])
    assert column.reason == "60 of 61 are dates; row 61: '2025-02-30' counts as missing"


def test_numbers_are_dates_only_under_such_a_name() -> None:
    compact = [f"202507{n:02}" for n in range(1, 31)]
    assert column_of(compact, "date").role is Role.DATE
    assert column_of(compact[::2], "amount").role is Role.NUMERIC
    seconds = [str(1_750_000_000 + n * 3600) for n in range(50)]
    assert column_of(seconds, "unix_time").role is Role.DATE
    assert column_of(seconds, "amount").role is Role.NUMERIC


def test_times_of_day_are_dates_of_no_day() -> None:
    column = column_of([f"{n % 24:02}:{n % 60:02}" for n in range(100)])
    assert column.reason == "all 100 values are times of day"
    assert days_of(column, ["12:00"]) == [0.5]


def test_month_weekday_and_hour_are_learned_from_where_they_vary() -> None:
    def names(cells: list[str]) -> list[str]:
        rows = [[cell, "ab"[i % 2]] for i, cell in enumerate(cells)]
        table = MemoryTable("memory", ["when", "label"], rows)
        return list(build_features(load_dataset(table, infer_schema(table), DataOptions())).names)

    assert names([f"2025-07-{7 + n % 3:02}" for n in range(30)]) == [
        "when",
        "when (weekday)=Mon",
        "when (weekday)=Tue",
        "when (weekday)=Wed",
    ]
    assert names(["2025-07-07 10:00", "2025-07-07 11:30"] * 15) == [
        "when",
        "when (hour)=10",
        "when (hour)=11",
    ]
