"""The desk in a folder: for its group whatever the umask is, never on a network, whole or not."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import stat
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest

from altui.desk import lease_file, team_folder
from altui.desk.chains import NO_HEAD, DeskError, DeskGoneError
from altui.desk.file import FileDesk
from tests.desk.houses import PROJECT, Clock, FileHouse, chain_of, head_of, joined, wishes
from tests.threads import PATIENCE

NETWORK = r"""/dev/sda1 / ext4 rw 0 0
server:/home {} nfs4 rw 0 0
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[FileHouse]:
    made = FileHouse(tmp_path)
    yield made
    made.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o077, 0o022, 0o000])
def test_its_group_may_write_whatever_the_umask_is(house: FileHouse, umask: int) -> None:
    before = os.umask(umask)
    try:
        kim = joined(house, "kim")
        kim.push(chain_of("kim", 2), answered=["a"])
        kim.lend(wishes("b"), 1)
    finally:
        os.umask(before)
    folder = team_folder.team_folder(house.data)
    assert folder.name == "messages.csv.altui.team" and mode(folder) == 0o2770
    assert {path.name: mode(path) for path in folder.iterdir()} == {
        "desk.db": 0o660,
        "leases.db": 0o660,
        "leases.db-journal": 0o660,
    }


def test_it_belongs_to_the_group_of_the_data(house: FileHouse) -> None:
    if os.getuid() != 0:
        pytest.skip("only root gives files to any group")
    os.chown(house.data, -1, 4711)
    joined(house, "kim").push(chain_of("kim", 1), answered=["a"])
    folder = team_folder.team_folder(house.data)
    assert {path.stat().st_gid for path in (folder, *folder.iterdir())} == {4711}


def test_a_folder_that_is_there_already_is_taken_as_it_is(house: FileHouse) -> None:
    folder = team_folder.team_folder(house.data)
    folder.mkdir(mode=0o750)
    joined(house, "kim")
    assert mode(folder) == 0o750


def test_a_network_file_system_is_refused(
    house: FileHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(NETWORK.format(tmp_path))
    monkeypatch.setattr(team_folder, "network_kind", lambda path: network_kind_by(path, mounts))
    with pytest.raises(DeskError, match=r"network file system \(nfs4\)") as refused:
        joined(house, "kim")
    assert "altui team --help" in refused.value.hint
    assert not team_folder.team_folder(house.data).exists()


def network_kind_by(path: Path, mounts: Path) -> str:
    from altui.filesystem import network_kind

    return network_kind(path, mounts)


def test_a_link_to_another_place_is_refused(house: FileHouse, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    team_folder.team_folder(house.data).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DeskError, match="a link to another place"):
        joined(house, "kim")


def test_another_persons_session_is_not_taken_for_a_desk(house: FileHouse) -> None:
    folder = team_folder.team_folder(house.data)
    folder.mkdir()
    with sqlite3.connect(folder / "desk.db") as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE event (value)")
    other.close()
    before = (folder / "desk.db").read_bytes()
    with pytest.raises(DeskError, match="not a file of several people's answers"):
        joined(house, "kim")
    assert (folder / "desk.db").read_bytes() == before


def test_several_who_make_it_at_once_make_one(house: FileHouse) -> None:
    names = [f"person {number}" for number in range(8)]
    with ThreadPoolExecutor(8) as all_of_them:
        desks = list(all_of_them.map(lambda name: joined(house, name), names))
        list(all_of_them.map(lambda desk, name: desk.push(chain_of(name, 1)), desks, names))
    assert sorted({link.chain for link in desks[0].pull({})}) == names
    made = {path.name for path in team_folder.team_folder(house.data).iterdir()}
    assert made - {"leases.db-journal"} == {"desk.db", "leases.db"}


def test_a_damaged_file_of_leases_is_made_anew(house: FileHouse) -> None:
    """As a power cut may leave it, which none of it is waited for."""
    kim, sam = joined(house, "kim"), joined(house, "sam")
    kim.push(chain_of("kim", 1))
    kim.lend(wishes("a b"), 2)
    leases = team_folder.team_folder(house.data) / "leases.db"
    with leases.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * (leases.stat().st_size - 100))
    assert sam.lend(wishes("a"), 1) == ["a"]
    assert kim.lend(wishes("a b"), 2) == ["b"]
    assert joined(house, "lee").lend(wishes("a b c"), 3) == ["c"]
    assert sam.pull({}) == chain_of("kim", 1)


def test_a_new_file_of_leases_is_not_taken_for_the_damaged_one(
    house: FileHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """sam is about to remove the damaged one; kim finds the damage too, just then. Whatever is lent
    in a new file stays lent."""
    kim, sam = joined(house, "kim"), joined(house, "sam")
    leases = team_folder.team_folder(house.data) / "leases.db"
    leases.write_bytes(b"\xff" * leases.stat().st_size)
    may_go_on = Event()

    def lock(handle: int, how: int, lock: Callable[[int, int], None] = fcntl.flock) -> None:
        try:
            lock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            may_go_on.set()
            lock(handle, how)

    with ThreadPoolExecutor(1) as other:
        asked: list[Future[list[str]]] = []

        def inode(path: Path, inode: Callable[[Path], int] = lease_file._inode) -> int:
            found = inode(path)
            if not asked:
                asked.append(other.submit(kim.lend, wishes("a b"), 1))
                asked[0].add_done_callback(lambda _: may_go_on.set())
                assert may_go_on.wait(PATIENCE)
            return found

        monkeypatch.setattr(fcntl, "flock", lock)
        monkeypatch.setattr(lease_file, "_inode", inode)
        mine = sam.lend(wishes("a b"), 1)
        assert sorted(mine + asked[0].result(PATIENCE)) == ["a", "b"]
    assert joined(house, "lee").lend(wishes("a b c"), 3) == ["c"]


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_what_is_no_file_of_leases_is_made_anew(house: FileHouse, content: bytes) -> None:
    joined(house, "kim").close()
    (team_folder.team_folder(house.data) / "leases.db").write_bytes(content)
    assert joined(house, "sam").lend(wishes("a"), 1) == ["a"]


def test_a_damaged_desk_is_named(house: FileHouse) -> None:
    joined(house, "kim").push(chain_of("kim", 50))
    house.close()
    desk = team_folder.team_folder(house.data) / "desk.db"
    with desk.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (desk.stat().st_size - 4096))
    with pytest.raises(DeskError, match=r"desk\.db"):
        joined(house, "sam")


@pytest.mark.parametrize("others", ["BEGIN IMMEDIATE", "BEGIN; SELECT * FROM link"])
def test_a_desk_that_is_busy_is_gone_for_a_while(
    house: FileHouse, monkeypatch: pytest.MonkeyPatch, others: str
) -> None:
    monkeypatch.setattr("altui.sqlite_files.BUSY_SECONDS", 0.05)
    kim = joined(house, "kim")
    desk = team_folder.team_folder(house.data) / "desk.db"
    other = sqlite3.connect(desk, isolation_level=None)
    for statement in others.split("; "):
        reading = other.execute(statement)
    reading.fetchone()
    mine = chain_of("kim", 1)
    with pytest.raises(DeskGoneError, match="cannot be used"):
        kim.push(mine)
    other.execute("ROLLBACK")
    other.close()
    assert kim.push(mine) == head_of(mine)


def test_a_desk_that_is_busy_is_not_taken_for_a_damaged_one(
    house: FileHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever believed it would move away what others write to."""
    joined(house, "kim")
    monkeypatch.setattr("altui.sqlite_files.BUSY_SECONDS", 0.05)
    desk = team_folder.team_folder(house.data) / "desk.db"
    other = sqlite3.connect(desk, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    sam = house.person("sam")
    with pytest.raises(DeskGoneError, match="cannot be used: database is locked"):
        sam.join(PROJECT, "sam", NO_HEAD)
    other.execute("ROLLBACK")
    other.close()
    assert sam.join(PROJECT, "sam", NO_HEAD) == {}


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another person")
@pytest.mark.parametrize(("groups", "said"), [([4711], ""), ([], "chgrp -R")])
def test_only_who_is_of_its_group_takes_part(groups: list[int], said: str) -> None:
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        house = FileHouse(Path(place))
        os.chown(house.data, -1, 4711)
        kim = joined(house, "kim")
        child = os.fork()
        if child == 0:
            os._exit(_take_part_safely(house.data, groups, said))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert len(kim.pull({})) == len(groups)
        house.close()


def _take_part_safely(data: Path, groups: list[int], said: str) -> int:
    """It must never come back to the tests, whose files it may not touch."""
    try:
        return _take_part(data, groups, said)
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
        return 2


def _take_part(data: Path, groups: list[int], said: str) -> int:
    """As another person: 0 if the desk says what it should."""
    os.setgroups(groups)
    os.setgid(65534)
    os.setuid(65534)
    try:
        sam = FileDesk(data)
        sam.join(PROJECT, "sam", NO_HEAD)
        sam.push(chain_of("sam", 1), answered=["a"])
        sam.lend(wishes("b"), 1)
    except DeskError as error:
        return 0 if said and said in str(error) else 1
    return 1 if said else 0


def test_what_was_kept_is_there_for_whoever_opens_it_next(house: FileHouse) -> None:
    mine = chain_of("kim", 3)
    joined(house, "kim").push(mine, answered=["a"])
    house.close()
    lee = FileDesk(house.data, clock=Clock())
    assert lee.join(PROJECT, "lee", NO_HEAD) == {"kim": head_of(mine)}
    assert lee.lend(wishes("a b"), 1) == ["b"]
    lee.close()


def test_a_closed_desk_says_so(house: FileHouse) -> None:
    kim = joined(house, "kim")
    kim.close()
    for call in (lambda: kim.push([]), lambda: kim.pull({}), kim.renew):
        with pytest.raises(DeskError, match="the desk is closed"):
            call()
    assert kim.wait(1) is False
