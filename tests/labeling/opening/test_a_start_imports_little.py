"""The first row waits for no library that newton does not need."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from tests.cli.doors import outside

OPENED = """
import json, sys
from pathlib import Path
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare

said, unneeded = json.loads(sys.argv[2])
request = OpenRequest(file=Path(sys.argv[1]), target="y", classes=("a", "b"), **said)
annotation = prepare(request).open()
made = annotation.makers()[0].round(annotation.session.knowledge())
assert made.query.probabilities is not None
imported = set(unneeded) & set(sys.modules)
annotation.keep(lambda: True)
annotation.close()
print(*sorted(imported))
"""

HEAVY = ["dask", "distributed", "joblib", "pyarrow", "sklearn"]
IS_NEW = tuple(map(int, version("scipy").split(".")[:2])) >= (1, 15)
"""Before, expit stood in a module that needs the whole package."""


def imports(file: Path, unneeded: list[str], **said: object) -> list[str]:
    """Which of the unneeded packages a start has imported by its first Round."""
    answer = outside(OPENED, [file, json.dumps([said, unneeded])])
    assert answer.status == 0, answer.err
    return answer.out.split()


def test_a_table_needs_neither_scikit_learn_nor_scipy(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    rows = [f"{row % 7}.5,{row % 5},{'rgb'[row % 3]},{'ab'[row % 2]}" for row in range(20)]
    rows += [f"{row % 11}.5,{row % 13},{'rgb'[row % 3]}," for row in range(200)]
    file.write_text("\n".join(["x0,x1,colour,y", *rows, ""]))
    unneeded = [*HEAVY, *["scipy"] * IS_NEW]
    assert imports(file, unneeded, columns=["x0", "x1", "colour"]) == []
    # What looks at a file for the first time is not waited for again.
    unneeded += ["altui.labeling.opening.new", "altui.data.inference.columns"]
    assert imports(file, unneeded, columns=["x0", "x1", "colour"]) == []


def test_texts_that_were_counted_need_no_scikit_learn(tmp_path: Path) -> None:
    file = tmp_path / "texts.csv"
    rows = [f"a {row % 7} word of {row % 5} words,{'ab'[row % 2]}" for row in range(20)]
    rows += [f"the {row % 11} word of {row % 13} others," for row in range(200)]
    file.write_text("\n".join(["text,y", *rows, ""]))
    imports(file, [], columns=["text"])
    unneeded = [*HEAVY, *["scipy.linalg", "scipy.special", "scipy.stats"] * IS_NEW]
    assert imports(file, unneeded, columns=["text"]) == []
