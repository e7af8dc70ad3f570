"""Prints the lowest version of each library that pyproject.toml allows, as constraints for pip.

`python tests/lowest.py > FILE && pip install -c FILE -e '.[test]'` installs what CI tests too.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
LOWER_BOUND = re.compile(r"([A-Za-z0-9-]+)(?:\[[a-z]+\])?>=([0-9.]+)")


def lowest(project: dict[str, dict[str, object]]) -> list[str]:
    """`name==version` of each requirement of the package and its tests that has a lower bound."""
    wanted = [*project["dependencies"]]
    for name in (
        "parquet",
        "excel",
        "skops",
        "plot",
        "images",
        "team",
        "remote",
        "cluster",
        "test",
        "frames",
    ):
        wanted += project["optional-dependencies"][name]
    found = (LOWER_BOUND.match(each) for each in wanted)
    return [f"{each[1]}=={each[2]}" for each in found if each]


if __name__ == "__main__":
    with PROJECT.open("rb") as file:
        sys.stdout.write("\n".join(lowest(tomllib.load(file)["project"])) + "\n")
