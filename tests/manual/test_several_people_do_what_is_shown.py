"""The manual's page on several people: each of its three ways is gone, and prints what is shown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from altui.manual.topics import read_topic
from tests.colleagues import TRUE, label
from tests.desk.postgres import server
from tests.desk.postgres.house import need_server
from tests.examples import CLASSES, write_requests
from tests.terminal.program import talk
from tests.transcripts import printed, transcripts_in

PAGE = read_topic("team")
LABELS, FEW = 150, 40
WORDS = ("requests.csv", "--classes", ",".join(CLASSES))
SLIPS = {"kim": 1000, "sam": 7}
"""One answer in so many is another class than the true one."""


def transcripts(heading: str) -> list[tuple[str, list[str]]]:
    """The commands below a heading that are shown with what they print."""
    found = transcripts_in(PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0])
    assert found
    return found


def without_times(lines: list[str]) -> list[str]:
    lines = [re.sub(r"\d{4}-\d\d-\d\d(T[\d:]+Z| [\d:]+ UTC)", "TIME", line) for line in lines]
    lines = [re.sub(r"last seen .* ago", "last seen SOME TIME ago", line) for line in lines]
    lines = [re.sub(r"/\S*/(?=requests\.csv)", "", line) for line in lines]
    return [re.sub(r"\d[\d.]* s\b", "SECONDS", line.rstrip()) for line in lines]


def without_counts(lines: list[str]) -> list[str]:
    """At a desk it is a matter of who was quicker which rows two people get."""
    lines = [re.sub(r"\d[\d,]*", "N", line) for line in without_times(lines)]
    return [re.sub(r"\b(rows? is|rows are)\b", "rows are", line) for line in lines]


def settle(folder: Path) -> None:
    """lee gives each open row its true class, and keeps it."""
    words = ("settle", "team.altui", "--as", "lee", "--plain")
    with talk(*words, folder=folder) as (typed, told):
        for line in told:
            if found := re.search(r"\brow (r\d+)", line):
                answer = str(CLASSES.index(TRUE[found[1]]))
            elif line.startswith("your answer"):
                typed.write(f"{answer}\n")
                typed.flush()
            elif "an empty line keeps it" in line:
                typed.write("\n")
                typed.flush()
            elif "No row is open" in line:
                return
    raise AssertionError("it ended before the last row")


@contextmanager
def started() -> Iterator[Path]:
    """The server that the page starts, with its commands; as another user where one is root."""
    place = Path(mkdtemp(prefix="altui-"))
    owner = server.user()
    if owner is not None:
        os.chown(place, owner.pw_uid, owner.pw_gid)
    binaries = Path(str(server.program("initdb"))).resolve().parent
    around = {"PATH": f"{binaries}:{os.environ['PATH']}", "LC_ALL": "C", "PWD": str(place)}

    def run(command: str) -> None:
        rights = server.rights(owner)
        subprocess.run(command, shell=True, cwd=place, env=around, check=True, **rights)

    part = PAGE.split("\n## A server\n")[1]
    block = re.findall(r"```sh\n(.*?)```", part, flags=re.DOTALL)[0]
    try:
        for command in block.splitlines():
            if command.startswith("altui "):
                printed(command.replace("$PWD", str(place)), place)
            else:
                run(f"{command} >>told 2>&1")
        yield place
    finally:
        run("pg_ctl --pgdata desk --mode immediate stop >>told 2>&1")
        shutil.rmtree(place)


def test_two_laptops(tmp_path: Path) -> None:
    for number, name in enumerate(SLIPS, start=1):
        (tmp_path / name).mkdir()
        write_requests(tmp_path / name / "requests.csv")
        words = (*WORDS, "--as", name, "--share", f"{number}/2")
        label(tmp_path / name, words, LABELS, SLIPS[name])
    (merge, merged), *after = transcripts("Two laptops")
    assert without_times(printed(merge, tmp_path)) == without_times(merged)
    settle(tmp_path)
    for command, lines in after:
        assert without_times(printed(command, tmp_path)) == without_times(lines), command


def test_one_machine(tmp_path: Path) -> None:
    write_requests(tmp_path / "requests.csv")
    for name, slips in SLIPS.items():
        label(tmp_path, (*WORDS, "--as", name, "--team"), FEW, slips)
    for command, lines in transcripts("One machine"):
        assert without_counts(printed(command, tmp_path)) == without_counts(lines), command


def test_a_server(tmp_path: Path) -> None:
    need_server()
    with started() as place:
        for name, slips in SLIPS.items():
            (tmp_path / name).mkdir()
            write_requests(tmp_path / name / "requests.csv")
            address = f"postgresql://{name}@/altui?host={place}"
            label(tmp_path / name, (*WORDS, "--as", name, "--team", address), FEW, slips)
        for command, lines in transcripts("A server"):
            told = printed(command.replace("$PWD", str(place)), tmp_path / "kim")
            told = [line.replace(str(place), "$PWD") for line in told]
            assert without_counts(told) == without_counts(lines), command
