"""Two people at a desk on a server, each in a terminal: it is killed, and comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from altui.session.events import ANSWERS, Kind
from altui.session.reading import SessionView, read_session
from tests.desk.postgres.house import furnish, need_server
from tests.desk.postgres.server import Server
from tests.labeling.team.people import write
from tests.terminal.program import run
from tests.terminal.terminal import Terminal

NAMES = ("kim", "sam")
GONE = "desk out of reach since"


@pytest.fixture
def server() -> Iterator[Server]:
    """One of its own: it is not the others' that is killed."""
    need_server()
    running = Server()
    try:
        furnish(running, NAMES)
        yield running
    finally:
        running.stop()


class Laptop:
    """Where one person has a copy of the file, and labels it."""

    def __init__(self, folder: Path, name: str, server: Server) -> None:
        folder.mkdir()
        self.name, self.folder, self.team = name, folder, server.url(name)
        self.data = write(folder / "rows.csv", 200)

    def open(self) -> Terminal:
        words = ("--classes", "even,odd", "--columns", "text", "--id", "id", "--audit", "0")
        more = ("--recheck", "0", "--dwell", "0", "--as", self.name, "--team", self.team)
        return Terminal("label", self.data.name, *words, *more, folder=self.folder)

    def view(self) -> SessionView:
        return read_session(self.data.with_name(f"rows.csv.{self.name}.altui"))

    def answered(self) -> list[str]:
        return [each.row_id or "" for each in self.view().events if each.kind in ANSWERS]

    def heard(self) -> list[str]:
        """The rows that the other one has answered, as often as that came."""
        return [each.row_id or "" for each in self.view().events if each.kind is Kind.OPINION]


def answer(terminal: Terminal, times: int) -> None:
    for _ in range(times):
        terminal.answer(str(int((terminal.row_id or "r0").lstrip("r")) % 2))


@pytest.mark.slow
def test_labels_go_on_and_the_other_one_has_them_once_it_is_back(
    server: Server, tmp_path: Path
) -> None:
    """As a power cut would end it, in the middle of the work of both."""
    laptops = [Laptop(tmp_path / name, name, server) for name in NAMES]
    with laptops[0].open() as kim, laptops[1].open() as sam:
        both = (kim, sam)
        for terminal in both:
            terminal.wait_for("query 1")
            answer(terminal, 3)
        for terminal in both:
            terminal.wait_for("3 by others")
        server.kill()
        answer(kim, 4)
        answer(sam, 2)
        for terminal, here in ((kim, 4), (sam, 2)):
            terminal.wait_for(f"{here} labels here only")
            assert GONE in terminal.text
        answer(kim, 2)
        kim.wait_for("6 labels here only")
        assert kim.query == 10 and "3 by others" in kim.text
        server.start()
        for terminal, others in ((kim, 5), (sam, 9)):
            terminal.wait_until_gone(GONE)
            terminal.wait_for(f"{others} by others")
        answer(sam, 1)
        kim.wait_for("6 by others")
        page = kim.press_for("T", "Desk:")
        assert re.search(r"kim +9 labels, you", page), page
        assert re.search(r"sam +6 labels, last at", page), page
        kim.press(" ")
        kim.wait_until_gone("any key goes back")
        for terminal in both:
            terminal.press("q")
            assert terminal.end() == 0
    told = run("status", "rows.csv", "--team", laptops[0].team, folder=laptops[0].folder)
    assert re.search(r"by kim +9 labels", told.stdout), told
    assert re.search(r"by sam +6 labels", told.stdout), told
    for one, other in (laptops, laptops[::-1]):
        assert sorted(one.heard()) == sorted(other.answered()), one.name
