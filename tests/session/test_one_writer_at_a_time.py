"""The second who opens a session is told who has it; reading works all the same."""

import getpass
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from altui.errors import SessionError
from altui.filesystem import file_system, network_note
from altui.session.events import Decision
from altui.session.session import Session
from altui.session.store.lock import user_name
from tests.session.making import Data

OTHER = """
import sys
from pathlib import Path
from altui.errors import SessionError
from altui.session.session import Session
from tests.session.making import Data
path = Path(sys.argv[1])
try:
    Data(30, extras=True).resume(path).close()
except SessionError as error:
    print(error)
print(Session.read(path).summary().labels_given)
"""


def run(script: str, *arguments: str) -> str:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_another_program_is_told_who_has_it_and_may_read(session: Session) -> None:
    session.decide(Decision.label(3, "no"))
    said = run(OTHER, str(session.path))
    holder = f"process {os.getpid()} on {socket.gethostname()}, user {getpass.getuser()}, since 20"
    assert f"the session is open elsewhere: {holder}" in said
    assert "Reading it (status, export) works meanwhile." in said
    assert said.endswith("\n1\n")


def test_it_is_free_again_when_the_first_has_closed(session: Session) -> None:
    session.close()
    assert run(OTHER, str(session.path)) == "0\n"


def test_one_process_opens_it_once(session: Session, data: Data) -> None:
    for open_ in (Session.read, data.resume):
        with pytest.raises(SessionError, match="already open in this process"):
            open_(session.path)
    session.decide(Decision.label(3, "no"))


def test_a_link_to_a_session_is_the_same_session(
    session: Session, data: Data, tmp_path: Path
) -> None:
    link = tmp_path / "link.altui"
    link.symlink_to(session.path)
    with pytest.raises(SessionError, match="already open"):
        data.resume(link)


def test_a_lock_that_says_nothing_still_holds(session: Session) -> None:
    lock = session.path.with_name(session.path.name + ".d") / "lock"
    assert json.loads(lock.read_text())["pid"] == os.getpid()
    lock.write_text("")
    assert "by an unknown process" in run(OTHER, str(session.path))


def test_two_that_began_at_once_make_one_session(tmp_path: Path) -> None:
    path = tmp_path / "s.altui"
    script = OTHER.replace(".resume(path).close()", ".begin(path)").replace("print(Session", "#")
    command = [sys.executable, "-c", script, str(path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0] for process in both]
    assert sum(text == "" for text in said) == 1
    assert len(Session.read(path).events) == 1


MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb /home/my\040disk ext4 rw 0 0
me@host: /mnt/far fuse.sshfs rw 0 0
/dev/sdc /mnt/far/here xfs rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/etc/a", "ext4"),
        ("/home/ada/a.csv", "nfs4"),
        ("/home/my disk/a.csv", "ext4"),
        ("/mnt/far/a.csv", "fuse.sshfs"),
        ("/mnt/far/here/a.csv", "xfs"),
        ("/homely", "ext4"),
    ],
)
def test_a_network_file_system_is_noticed(tmp_path: Path, place: str, kind: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert file_system(Path(place), mounts) == kind
    note = network_note(Path(place), mounts)
    assert (kind in note) == (kind in ("nfs4", "fuse.sshfs"))


def test_no_list_of_mounts_is_no_trouble(tmp_path: Path) -> None:
    assert network_note(tmp_path, tmp_path / "none") == ""


def test_who_has_no_name_has_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert user_name() == str(os.getuid())
