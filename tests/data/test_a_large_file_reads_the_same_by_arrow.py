"""With pyarrow a large CSV file is read faster, and nothing else about it is different."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.data.dataset import DataOptions
from altui.data.features.matrix import build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers import delimited
from altui.data.readers.arrow import fast_csv as plaincsv
from altui.data.readers.reading import open_table
from altui.errors import InputError

pytest.importorskip("pyarrow")

NUMBERS = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.floats(-1e4, 1e4).map("{:.6f}".format),
    st.sampled_from(["0", "-0", "+5", "5.", ".5", " 7 ", "1e5", "1E-400", "1e400", "\t3"]),
)
ODD = st.sampled_from(
    [
        "",
        "",
        " ",
        "NA",
        "null",
        "None",
        "nan",
        "inf",
        "-inf",
        "007",
        "-01",
        "+00",
        "1_0",
        "0x1",
        "１",
    ]
)
WORDS = st.sampled_from(
    ["yes", "no", "é ü", "a b c d", "et-0012", "x\x00y", '"q,""r"', '"two\nlines"']
)
ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r", "\n\n", "\n \n"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A CSV file of columns that are mostly numbers, with whatever may stand in one."""
    width = draw(st.integers(1, 4))
    kinds = [
        draw(st.sampled_from([NUMBERS, NUMBERS, NUMBERS | ODD, WORDS | ODD])) for _ in range(width)
    ]
    label = draw(
        st.sampled_from([st.sampled_from(["a", "b"]), st.sampled_from(["a", "b", "", " b"])])
    )
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    rows = draw(st.lists(st.tuples(*kinds, label), min_size=1, max_size=40))
    lines = [",".join(row) for row in rows]
    for _ in range(draw(st.integers(0, 1))):
        place = draw(st.integers(0, len(lines) - 1))
        lines[place] += draw(st.sampled_from([",1", "", end, "\r", '"', end + " "]))
    header = ",".join([*(f"x{place}" for place in range(width)), "label"])
    mark = draw(st.sampled_from(["", "", "\ufeff"]))
    text = mark + end.join([header, *lines]) + draw(st.sampled_from(["", end]))
    return text.encode()


def everything(
    path: Path, folder: pytest.MonkeyPatch, *, by_arrow: bool, block: int
) -> dict[str, Any]:
    """All that a session takes from a file, or what is wrong with it."""
    folder.setattr(plaincsv, "LARGE", 0 if by_arrow else 1 << 60)
    folder.setattr(delimited, "BLOCK_BYTES", block)
    found: dict[str, Any] = {}
    try:
        with open_table(path) as table:
            found["columns"] = table.columns
            found["rows"] = list(table)
            found["again"] = [table.cells(row) for row in range(len(table))]
            found["notes"] = list(table.notes)
            schema = infer_schema(table)
            found["schema"] = schema
            dataset = load_dataset(table, schema, DataOptions(classes=("a", "b")))
            found["ids"], found["known"] = list(dataset.ids), dataset.known.tolist()
            features = build_features(dataset)
            matrix: Any = features.matrix
            found["names"] = list(features.names)
            found["matrix"] = (
                matrix if isinstance(matrix, np.ndarray) else matrix.toarray()
            ).tobytes()
    except InputError as error:
        return {"error": (error.message, error.where, error.hint)}
    return found


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=files(), block=st.sampled_from([40, 200, 1 << 20]))
def test_a_file_is_the_same_by_either_way(tmp_path: Path, content: bytes, block: int) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        plain = everything(path, patch, by_arrow=False, block=block)
        fast = everything(path, patch, by_arrow=True, block=block)
    assert fast == plain


def test_arrow_reads_what_is_plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is odd is left to the slow way, and only there."""
    rows = [f"{place},{place / 7:.4f},{'yes' if place % 3 else 'no'}" for place in range(3000)]
    rows[1500] = '1500,"0.5",no'
    path = tmp_path / "data.csv"
    path.write_text("\n".join(["n,x,label", *rows]) + "\n")
    monkeypatch.setattr(plaincsv, "LARGE", 0)
    monkeypatch.setattr(delimited, "BLOCK_BYTES", 4096)
    slow: list[int] = []
    quick = delimited.DelimitedTable._quick
    monkeypatch.setattr(
        delimited.DelimitedTable,
        "_quick",
        lambda *arguments: slow.append(arguments[3]) or quick(*arguments),  # type: ignore[func-returns-value]
    )
    with open_table(path) as table:
        slow.clear()
        assert [row.cells for row in table] == [
            tuple(row.replace('"', "").split(",")) for row in rows
        ]
    assert len(slow) == 1


def test_a_small_file_does_not_wait_for_pyarrow(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("x,label\n1,a\n")
    with open_table(path) as table:
        assert isinstance(table, delimited.DelimitedTable)
        assert table._plain is None
