"""`altui recover`: what was damaged is rebuilt, and what is lost is said."""

from __future__ import annotations

from pathlib import Path

from tests.cli.doors import Door
from tests.cli.sessions import label


def damage(session: Path, row_id: str) -> None:
    """Another byte in the id of a row that was labeled."""
    content = session.read_bytes()
    place = content.index(row_id.encode() + b"ant")
    session.write_bytes(content[: place + 1] + b"9" + content[place + 2 :])


def test_a_whole_session_is_said_to_be_whole(altui: Door, clouds: Path) -> None:
    session = label(clouds, range(10))
    before = session.read_bytes()
    answer = altui("recover", clouds)
    assert answer.status == 0 and answer.err == ""
    assert f"{session} is not damaged: 11 events.\n" == answer.out
    assert session.read_bytes() == before


def test_what_is_lost_is_named_and_the_rest_goes_on(altui: Door, clouds: Path) -> None:
    session = label(clouds, range(10))
    damage(session, "r004")
    refused = altui("status", clouds)
    assert refused.status == 2 and f"altui recover {session}" in refused.err
    answer = altui("recover", session)
    assert answer.status == 1
    assert f"10 events saved in {session}\n" in answer.out
    assert "1 event lost:\n  event 6: label of row r904: ant\n" in answer.out
    aside = Path(f"{session}.d") / "damaged-1.altui"
    assert f"The damaged file is kept as {aside}\n" in answer.out and aside.exists()
    assert "9 of 30 given" in altui("status", clouds).out
    assert altui("export", clouds, "-o", clouds.with_name("out.csv")).status == 0


def test_a_session_that_was_emptied_comes_back_from_its_copy(altui: Door, clouds: Path) -> None:
    session = label(clouds, range(10))
    session.write_bytes(b"")
    assert altui("status", clouds).status == 2
    answer = altui("recover", clouds)
    # The copy was made when the session began: what came later is in no copy.
    assert answer.status == 1 and "1 of them from its copies" in answer.out
    assert "it is unknown what came after event 1, if anything" in answer.out


def test_a_lost_end_is_no_success(altui: Door, clouds: Path) -> None:
    session = label(clouds, range(30))
    content = session.read_bytes()
    session.write_bytes(content[:-4096] + bytes(4096))  # the newest events
    answer = altui("recover", clouds)
    assert answer.status == 1
    assert "it is unknown what came after event" in answer.out
    assert "at least 1 event lost:\n" in answer.out


def test_where_nothing_says_what_is_lost_no_number_is_given(altui: Door, clouds: Path) -> None:
    session = label(clouds, range(30))
    content = session.read_bytes()
    session.write_bytes(content[:4096] + bytes(4096) + content[8192:])  # the root of the table
    answer = altui("recover", clouds)
    assert answer.status == 1
    assert "unknown how many events are lost\n" in answer.out and "0 events" not in answer.out


def test_where_no_session_is_nothing_is_made(altui: Door, clouds: Path) -> None:
    answer = altui("recover", clouds)
    assert answer.status == 2 and "there is no session here" in answer.err
    assert [*clouds.parent.iterdir()] == [clouds]


def test_labels_alone_need_no_data_file(altui: Door, clouds: Path) -> None:
    session = label(clouds, range(3))
    clouds.unlink()
    answer = altui("export", session, "--labels-only", "-o", "-")
    assert answer.status == 0
    assert [line.split(",")[:3] for line in answer.out.splitlines()] == [
        ["row_id", "altui_row", "altui_label"],
        ["r000", "1", "ant"],
        ["r001", "2", "cat"],
        ["r002", "3", "ant"],
    ]
