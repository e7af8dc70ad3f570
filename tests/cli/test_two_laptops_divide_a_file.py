"""Two people on two laptops label one file, each with `--as NAME --share K/2`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from altui.session.events import Kind
from altui.session.reading import SessionView, read_session
from altui.session.team.merging import merge
from tests.cli.doors import Answer, Door, apart
from tests.cli.sessions import write_clouds

COLUMNS = ("--target", "label", "--hide-labels", "--columns", "width,height", "--id", "id")
WORDS = (*COLUMNS, "--classes", "ant,cat", "--recheck", "0", "--plain", "--dwell", "0")
LABELS = 60


@pytest.fixture
def laptops(tmp_path: Path) -> dict[str, Path]:
    """The same file on each."""
    file = write_clouds(tmp_path / "clouds.csv", n=400)
    found = {}
    for name in ("kim", "sam"):
        found[name] = tmp_path / name / file.name
        found[name].parent.mkdir()
        shutil.copy(file, found[name])
    return found


def label(file: Path, *words: str, answers: int = LABELS) -> Answer:
    text = "".join(f"{number % 2}\n" for number in range(answers)) + "q\n"
    answer = apart("label", file.name, *WORDS, *words, folder=file.parent, text=text)
    assert answer.status == 0, answer.err
    return answer


def of(file: Path, name: str) -> SessionView:
    return read_session(file.with_name(f"{file.name}.{name}.altui"))


def labeled(view: SessionView) -> set[str]:
    return {str(each.row_id) for each in view.events if each.kind is Kind.LABEL}


def checked(view: SessionView) -> set[str]:
    return {str(each.row_id) for each in view.events if each.kind is Kind.DRAW}


def test_nothing_is_labeled_twice_but_the_check(laptops: dict[str, Path]) -> None:
    for number, (name, file) in enumerate(laptops.items(), start=1):
        told = label(file, "--as", name, "--share", f"{number}/2")
        assert f"share {number} of 2" in told.out + told.err
        assert len(labeled(of(file, name))) == LABELS
    kim, sam = (of(file, name) for name, file in laptops.items())
    assert checked(kim) == checked(sam) and len(checked(kim)) == 45
    both = labeled(kim) & labeled(sam)
    assert both and both <= checked(kim)
    team = merge([kim.path, sam.path], kim.path.with_name("team.altui")).team
    twice = {row_id for row_id, each in team.rows.items() if len(each.answers) > 1}
    assert twice == both and set(team.people) == {"kim", "sam"}


def test_what_overlaps_is_answered_by_both(laptops: dict[str, Path]) -> None:
    for number, (name, file) in enumerate(laptops.items(), start=1):
        label(file, "--annotator", name, "--share", f"{number}/2", "--overlap", "0.2")
    kim, sam = (of(file, name) for name, file in laptops.items())
    alone = {name: labeled(view) - checked(view) for name, view in (("kim", kim), ("sam", sam))}
    common = alone["kim"] & alone["sam"]
    assert len(common) == len(alone["kim"]) // 5 == len(alone["sam"]) // 5


def test_the_same_command_goes_on_and_status_says_the_share(
    laptops: dict[str, Path], altui: Door
) -> None:
    file = laptops["kim"]
    for _ in range(2):
        label(file, "--as", "kim", "--share", "2/2", "--overlap", "0.1", answers=10)
    label(file, answers=10)
    assert len(labeled(of(file, "kim"))) == 30
    told = altui("status", file).out
    assert "share          2 of 2; 10 % of the rows are in every share" in told
    left = json.loads(altui("status", file, "--json").out)
    assert (left["share"], left["overlap"]) == ("2/2", 0.1)
    assert f"{left['remaining']:,} rows of share 2 of 2" in told
    assert left["remaining"] == of(file, "kim").settings.pool - 30


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--share 3/2", "there is no share 3 of 2"),
        ("--share 0/2", "there is no share 0 of 2"),
        ("--share x", "'x' is no share"),
        ("--overlap 0.1", "without shares or a team nothing overlaps"),
        ("--share 1/2 --overlap nan", "is not possible"),
        ("--share 1/2 --overlap 2", "2.0 is not in the range"),
        ("--as a/b", "the name 'a/b' has a /"),
        ("--as certify", "nobody can be called 'certify'"),
    ],
)
def test_what_cannot_be_is_said(
    laptops: dict[str, Path], altui: Door, words: str, said: str
) -> None:
    answer = altui("label", laptops["kim"], *WORDS, *words.split())
    assert answer.status == 2 and said in answer.err
    assert "`" not in answer.err
    assert not [*laptops["kim"].parent.glob("*.altui*")]


def test_a_hostile_name_is_refused_and_shown_as_it_can_be(
    laptops: dict[str, Path], altui: Door
) -> None:
    answer = altui("label", laptops["kim"], *WORDS, "--as", "a\x1b[31mb")
    assert answer.status == 2 and "cannot be shown" in answer.err and "\x1b" not in answer.err
    assert "--as kim" in answer.err


def test_several_people_on_one_file_are_listed(laptops: dict[str, Path], altui: Door) -> None:
    file = laptops["kim"]
    for name in ("kim", "sam"):
        label(file, "--as", name, answers=1)
    answer = altui("label", file, *WORDS)
    assert answer.status == 2 and "Say who you are: --as kim or --as sam." in answer.err
    answer = altui("status", file)
    assert answer.status == 2 and f"{file}.kim.altui, {file}.sam.altui" in answer.err
