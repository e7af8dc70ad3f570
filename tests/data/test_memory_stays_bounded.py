"""Files made to fill the memory: a sentence or a result, and never more memory than this."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.cli.doors import outside
from tests.cli.sessions import label, write_clouds
from tests.conftest import Tell

MEASURED = """
import re, resource, sys
from altui.cli.main import run
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
status = run(sys.argv[1:])
peak = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]
print(f"peak {int(peak) // 1024} MiB", file=sys.stderr)
sys.exit(status)
"""
MIB = 1 << 20
PLAIN = "".join(f"word{n % 7} here,{'ab'[n % 2]}\n" for n in range(40)).encode()

Make = Callable[[Path], object]


def write(*parts: bytes | Iterable[bytes]) -> Make:
    def make(path: Path) -> None:
        pack = gzip.open if path.suffix == ".gz" else open
        with pack(path, "wb") as file:  # type: ignore[operator]
            for part in parts:
                for block in (part,) if isinstance(part, bytes) else part:
                    file.write(block)

    return make


def objects(*values: object) -> bytes:
    return "".join(
        json.dumps({"t": value, "label": "ab"[n % 2]}) + "\n" for n, value in enumerate(values)
    ).encode()


HUGE = b"word " * (2 * MIB)
MODEL = 60
"""MiB that the model of the session takes, which is there before the file is read."""

COLUMNS = ",".join(f"c{n}" for n in range(1_000_000)).encode()

PATIENCE = 300
"""Seconds: what is measured is memory, also on a busy machine."""

LONG_TEXTS = [f"{row} " + "word " * 2 * MIB for row in range(3)]

CASES: dict[str, tuple[Make, int, str, int]] = {
    "long.csv": (write(b"t,label\n", *([b'"', HUGE, b'",a\n'] * 4), PLAIN), 0, "", 600),
    "long.jsonl": (write(objects(*LONG_TEXTS, *map(str, range(27)))), 0, "", 600),
    "wide.csv": (write(COLUMNS, b",label\n", b"1," * 1_000_000, b"a\n"), 2, "columns", 400),
    "deep.jsonl": (
        write(objects("x"), b'{"t": ', b"[" * 10**6, b"]" * 10**6, b"}\n"),
        2,
        "line 2: the JSON is nested too deeply",
        200,
    ),
    "bomb.csv.gz": (write(b"t,label\n", [b"0123456789,a\n" * 80_000] * 500), 2, "stopped", 200),
    "line.csv.gz": (write(b't,label\n"', [b"a" * MIB] * 240), 2, "line 2: a line is longer", 400),
    "line.jsonl.gz": (write(b'{"t":"', [b"a" * MIB] * 240), 2, "line 1: a line is longer", 400),
    # With quotes as they are it has 12 million rows, which take some 20 bytes each to be found.
    "open.csv": (write(b't,label\n"x,a\n', [b"hello,a\n" * MIB] * 12), 2, "line 2", 600),
    "cell.csv": (write(b"t,label\n", b"x" * 40 * MIB, b",a\n"), 2, "line 2: a cell is", 400),
    "quotes.csv": (write(b"t,label\n", b'"' * (20 * MIB + 1)), 2, "line 2", 400),
    "commas.csv": (write(b"t,label\n", b"," * 20 * MIB), 2, "no row below it", 700),
    "blank.csv": (write(b"t,label\n", b"\n" * 5 * MIB), 2, "no row below it", 200),
    "nul.csv": (write(b"\0" * 40 * MIB), 2, "", 400),
    "digits.jsonl": (write(objects(1, 2), b'{"t":', b"9" * 10 * MIB, b"}\n"), 2, "", 300),
    "keys.jsonl": (
        write([b'{"k%d": 1}\n' % n for n in range(20_000)]),
        2,
        "different keys",
        200,
    ),
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize("name", CASES)
def test_simulate(tmp_path: Path, name: str, tell: Tell) -> None:
    make, status, said, most = CASES[name]
    path = tmp_path / name
    make(path)
    words = ["--target", "label", "--seeds", "1", "--queries", "2", "--initial", "4", "--no-plot"]
    answer = outside(MEASURED, ["simulate", path, *words], patience=PATIENCE)
    assert answer.status == status and said in answer.err, answer.err
    assert "Traceback" not in answer.err and "unexpected" not in answer.err
    assert status == 0 or (str(path) in answer.err and answer.err.count("\n") >= 3), answer.err
    check_peak(answer.err, name, most, tell)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize("name", ["bomb.csv.gz", "line.jsonl.gz", "deep.jsonl", "wide.csv"])
def test_predict(tmp_path: Path, name: str, tell: Tell) -> None:
    session = label(write_clouds(tmp_path / "clouds.csv"), range(12))
    make, _, said, most = CASES[name]
    make(tmp_path / name)
    answer = outside(
        MEASURED,
        ["predict", session, tmp_path / name, "-o", tmp_path / "out.csv"],
        patience=PATIENCE,
    )
    assert answer.status == 2 and said in answer.err, answer.err
    assert not (tmp_path / "out.csv").exists()
    check_peak(answer.err, name, most + MODEL, tell)


def check_peak(said: str, name: str, most: int, tell: Tell) -> None:
    found = re.search(r"peak (\d+) MiB", said)
    assert found, said
    tell(f"{name}: {found[1]} MiB of {most}")
    assert int(found[1]) <= most
