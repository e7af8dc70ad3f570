"""Decides as fast as it can and says each saved sequence; made to be killed.

The session is begun by the first to come, and each later one goes on with it.
"""

import os
import sys
from pathlib import Path

from altui.session.events import Decision
from tests.session.making import Data


def main(path: Path) -> None:
    data = Data(50, extras=True)
    session = data.resume(path) if path.exists() else data.begin(path)
    turn = 0
    while True:
        row = 3 + turn % 50
        undoes = turn % 7 == 6
        session.decide(Decision.undo() if undoes else Decision.label(row, "yes"))
        sequence = session.log.head[0]
        os.write(1, f"{sequence} {'undo' if undoes else row}\n".encode())
        turn += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]))
