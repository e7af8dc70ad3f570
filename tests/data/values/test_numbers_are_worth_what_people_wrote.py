"""Ten locales, units and markers: a column's numbers come back exactly, to the digits written."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.data.inference.columns import Role, Schema, infer_schema
from altui.data.memory_table import MemoryTable
from altui.data.schema import Column
from altui.data.values.number_parser import NumberParser
from altui.data.values.number_reading import NumberReading
from tests.data.values.written import Written, columns, same


def column_of(cells: list[str], name: str = "x", **asked: object) -> Column:
    return schema_of(cells, name, **asked).column(name)


def schema_of(cells: list[str], name: str = "x", **asked: object) -> Schema:
    rows = [[cell, str(i % 7), "ab"[i % 2]] for i, cell in enumerate(cells)]
    return infer_schema(MemoryTable("memory", [name, "other", "label"], rows), **asked)  # type: ignore[arg-type]


def values_of(column: Column, cells: list[str]) -> list[float]:
    assert isinstance(column.reading, NumberReading)
    found: list[float] = NumberParser(column.reading).parse(cells).values.tolist()
    return found


@settings(max_examples=150, deadline=None)
@given(columns())
def test_what_was_written_is_read(written: Written) -> None:
    column = column_of(written.cells)
    assert column.role is Role.NUMERIC, column.reason
    assert isinstance(column.reading, NumberReading)
    assert (column.reading.decimal, column.reading.strays) == (written.decimal, 0)
    assert same(values_of(column, written.cells), written.values)
    kept = NumberReading.from_json(column.reading.to_json())
    assert same(NumberParser(kept).parse(written.cells).values.tolist(), written.values)


PLAIN = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["", " ", "5.", ".5", "+3", " 7 ", "1E5", "-0", "0.10"]),
)


@given(st.lists(PLAIN, min_size=1, max_size=40), st.booleans())
def test_plain_numbers_are_what_float_reads_to_the_bit(cells: list[str], has_gap: bool) -> None:
    cells = cells + ["NA"] * has_gap
    found = NumberParser(NumberReading()).parse(cells)
    wanted = [float(cell) if cell.strip() not in ("", "NA") else float("nan") for cell in cells]
    assert found.values.tobytes() == np.array(wanted).tobytes()
    assert not len(found.strays)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.234,50-", -1234.5),
        ("(1.234,50 €)", -1234.5),
        ("€(1,5)", -1.5),
        ("€ -1,5", -1.5),
        ("1.234.567", 1234567),
        ("1,5e3", 1500),
        ("1,5 EUR", 1.5),
    ],
)
def test_signs_and_units_stand_where_people_put_them(cell: str, value: float) -> None:
    reading = NumberReading(",", ".", {"": 1.0, "€": 1.0})
    assert NumberParser(reading).value(cell) == value


def test_units_of_one_kind_are_converted() -> None:
    column = column_of([f"{n} kg" for n in range(1, 60)] + ["500 g", "2 t"])
    assert column.reason == "all 61 values are numbers in kg"
    assert values_of(column, ["5 kg", "500 g", "2 t", "7"]) == [5, 0.5, 2000, 7]
    column = column_of([f"{n}.5K" for n in range(1, 60)] + ["1.2M", "950"] * 5)
    assert values_of(column, ["1.5K", "1.2M", "950"]) == pytest.approx([1.5, 1200, 0.95])


def test_units_that_do_not_convert_are_no_numbers() -> None:
    assert column_of(["5 kg", "12 lb"] * 40).role is Role.CATEGORICAL
    assert column_of(["$5", "€ 12"] * 40).role is not Role.NUMERIC


def test_powers_with_a_decimal_comma_are_numbers() -> None:
    cells = [f"{(n + 1) * 371.5:.2E}".replace(".", ",") for n in range(60)]
    column = column_of(cells)
    assert column.reason == "all 60 values are numbers with a decimal comma"
    assert values_of(column, ["3,72E+02", "-1,5e-3"]) == [372.0, -0.0015]
    assert column_of([*cells, "1,5E+999"]).reason.endswith("'1,5E+999' counts as missing")


def test_a_stray_is_named_by_its_line() -> None:
    cells = [f"{n},5" for n in range(119)]
    cells.insert(77, "1.204,5x")
    column = column_of(cells)
    assert column.role is Role.NUMERIC
    told = "119 of 120 are numbers with a decimal comma; row 78: '1.204,5x' counts as missing"
    assert column.reason == told


def test_a_lone_mark_of_thousands_among_large_numbers_without_is_a_stray() -> None:
    cells = [f"{n * 371 % 9000 + 0.5:.1f}" for n in range(119)] + ["1,204.5"]
    assert column_of(cells).reason.endswith("row 120: '1,204.5' counts as missing")
    cells = [f"{n}.5" for n in range(119)] + ["1,204.5"]
    assert column_of(cells).reason == "all 120 values are numbers with ',' for thousands"


def test_a_new_number_may_be_larger_than_all_before() -> None:
    small = column_of([f"{n},5" for n in range(60)])
    assert values_of(small, ["1.204,5", "1204,5"]) == [1204.5, 1204.5]
    plain = column_of([f"{n}.5" for n in range(60)])
    assert plain.reason == "all 60 values are numbers"
    assert values_of(plain, ["1,204.5", "1204.5"]) == [1204.5, 1204.5]


def test_what_could_be_either_is_decided_by_the_other_columns() -> None:
    def table(*columns: list[str]) -> Schema:
        rows = [[*cells, "ab"[i % 2]] for i, cells in enumerate(zip(*columns, strict=True))]
        names = [*(f"x{place}" for place in range(len(columns))), "label"]
        made = MemoryTable("memory", names, rows)
        made.kind = "csv"
        return infer_schema(made)

    either = [f"{n}.{n * 37 % 900 + 100}" for n in range(1, 60)]
    alone = table(either).column("x0").reading
    assert isinstance(alone, NumberReading)
    assert (alone.decimal, alone.is_ambiguous) == (".", True)
    german = table(either, [f"{n},5" for n in range(59)]).column("x0").reading
    assert isinstance(german, NumberReading)
    assert (german.decimal, german.grouping, german.is_ambiguous) == (",", ".", False)
    english = table(either, [f"{n}.5" for n in range(59)]).column("x0").reading
    assert isinstance(english, NumberReading)
    assert (english.decimal, english.is_ambiguous) == (".", False)


def test_a_person_says_which_mark_is_the_decimal_one() -> None:
    either = [f"{n}.{n * 37 % 900 + 100}" for n in range(1, 60)]
    column = column_of(either, columns=["x=numeric:comma"])
    assert values_of(column, ["1.137"]) == [1137]
    column = column_of(either, columns=["x=numeric:point"])
    assert values_of(column, ["1.137"]) == [1.137]


NO_NUMBERS = {
    "telephone": [f"+49 30 {n:03} {n * 7 % 900:03}" for n in range(100, 160)],
    "mobile": [f"6{n % 90 + 10} {n:03} {n * 7 % 900 + 100}" for n in range(100, 160)],
    "american": [f"({n}) 555-{n:04}" for n in range(200, 260)],
    "address": [f"192.168.{n % 4}.{n}" for n in range(100, 160)],
    "version": [f"{n % 3}.{n % 7}.{n}" for n in range(60)],
    "range": [f"{n}-{n + 5}" for n in range(60)],
    "size": [f"{n} x {n + 3}" for n in range(60)],
    "hash": [f"{n * 2654435761 % 2**32:08x}" for n in range(60)],
    "dutch postcode": [f"{n + 1000} {'ABCDEFGH'[n % 8]}{'XYZ'[n % 3]}" for n in range(60)],
    "british postcode": [f"SW{n % 20}A {n % 9}AA" for n in range(60)],
    "american postcode": [f"0{n + 2100}" for n in range(60)],
    "isbn": [f"978-3-16-{n:06}-0" for n in range(60)],
    "spaced isbn": [f"978 3 16 {n:06} 0" for n in range(60)],
    "grade": ["1-", "2", "2-", "3+", "4"] * 12,
    "fraction": [f"{n}/{n + 3}" for n in range(60)],
    "room": [f"{n}{'ABCD'[n % 4]}" for n in range(60)],
    "ordinal": [f"{n}{['st', 'nd', 'rd', 'th'][n % 4]}" for n in range(60)],
    "coordinate": [f"{n}°30'N" for n in range(60)],
    "card": [f"{n:04} {n + 1:04} {n + 2:04} {n + 3:04}" for n in range(1000, 1060)],
    "letters": ["?", "-", "x", "a"] * 15,
    "one value": ["1", "-"] * 30,
    "code": [f"{n:05}" for n in range(60)],
}


@pytest.mark.parametrize("kind", NO_NUMBERS)
def test_what_only_has_digits_is_no_number(kind: str) -> None:
    column = column_of(NO_NUMBERS[kind])
    assert column.role not in (Role.NUMERIC, Role.DATE), column.reason
