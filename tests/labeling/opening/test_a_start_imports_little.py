"""The first row of a table waits for no library that newton does not need."""

from __future__ import annotations

from pathlib import Path

from tests.cli.doors import outside

OPENED = """
import sys
from importlib.metadata import version
from pathlib import Path
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
request = OpenRequest(
    file=Path(sys.argv[1]), target="y", classes=("a", "b"), columns=("x0", "x1", "colour")
)
annotation = prepare(request).open()
made = annotation.makers()[0].round(annotation.session.knowledge())
assert made.query.probabilities is not None
annotation.close()
packages = {"sklearn", "joblib", "pyarrow"}
# Earlier versions keep expit in the module that needs the whole package.
if tuple(map(int, version("scipy").split(".")[:2])) >= (1, 15):
    packages |= {"scipy"}
assert not packages & set(sys.modules), packages & set(sys.modules)
"""


def test_a_table_needs_neither_scikit_learn_nor_scipy(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    rows = [f"{row % 7}.5,{row % 5},{'rgb'[row % 3]},{'ab'[row % 2]}" for row in range(20)]
    rows += [f"{row % 11}.5,{row % 13},{'rgb'[row % 3]}," for row in range(200)]
    file.write_text("\n".join(["x0,x1,colour,y", *rows, ""]))
    for _ in ("begun", "resumed"):
        answer = outside(OPENED, [file])
        assert answer.status == 0, answer.err
