"""Imports and takes back without a pause; made to be killed."""

import os
import sys
from pathlib import Path

from altui.session.events import Decision
from tests.session.making import Data

LABELS = 2_000


def main(path: Path) -> None:
    data = Data(LABELS, extras=True)
    session = data.resume(path) if path.exists() else data.begin(path)
    while True:
        session.bring_in("{}", [Decision.imported(3 + row, "yes") for row in range(LABELS)])
        os.write(1, b"imported\n")
        session.decide(Decision.undo())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
