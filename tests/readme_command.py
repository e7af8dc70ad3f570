"""`python tests/readme_command.py demo|test`: one of the README's two commands, word for word."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def commands() -> dict[str, str]:
    """The first two shell blocks of the README: what opens the demo, what runs the tests."""
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    return {"demo": blocks[0].strip(), "test": blocks[1].strip()}


if __name__ == "__main__":
    sys.stdout.write(commands()[sys.argv[1]] + "\n")
