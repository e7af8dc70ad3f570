"""What is settled in a file holds for what begins, and a person can see what holds and why."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from altui.cli.commands.label import command as label
from altui.cli.options import TABLE
from altui.cli.settings import OF_THE_SCREEN, settable_options
from altui.session.reading import read_settings
from altui.session.settings import Settings
from tests.cli.doors import Door, apart, outside
from tests.cli.test_front_door import LOOK


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of a person's own settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "conf"))
    place = tmp_path / "conf" / "altui" / "altui.toml"
    place.parent.mkdir(parents=True)
    return place


def told(out: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in out.splitlines()}


def test_each_value_tells_where_it_comes_from(altui: Door, own: Path, tmp_path: Path) -> None:
    own.write_text('keys = "left"\ndwell = 0.1\n\n[keymap]\nflag = "F"\n')
    (tmp_path / "altui.toml").write_text("\n[label]\nbudget = 40\n")
    rows = told(altui("config", tmp_path / "data.csv").out)
    assert rows["theme"] == ["terminal", "default"]
    assert rows["dwell"] == ["0.1", f"{own},", "line", "2"]
    assert rows["label.budget"] == ["40", f"{tmp_path / 'altui.toml'},", "line", "3"]
    assert rows["label.strategy"] == ["margin", "default"]
    assert rows["keymap.flag"] == ["F", f"{own},", "line", "5"]
    assert rows["keymap.undo"] == ["z", "keys", "=", "left"]
    assert rows["keymap.comment"] == ["c", "default"]


def test_a_mistake_is_told_with_its_line(altui: Door, own: Path) -> None:
    own.write_text("\ndwel = 1\n")
    answer = altui("config")
    assert (answer.status, answer.out) == (2, "")
    assert f"{own}, line 2: there is no setting 'dwel'" in answer.err.replace("\n", " ")
    assert "Did you mean 'dwell'?" in answer.err


def test_it_says_where_the_files_are(altui: Door, own: Path, tmp_path: Path) -> None:
    own.write_text("")
    out = altui("config", "--path", tmp_path).out
    assert f"{own}\n" in out and f"{tmp_path / 'altui.toml'} (does not exist)" in out


def test_it_needs_neither_scikit_learn_nor_a_screen(own: Path) -> None:
    own.write_text('keys = "right"\n[label]\nclasses = ["a", "b"]\nmodel = "bayes"\n')
    answer = outside(LOOK, ["config"])
    assert (answer.status, answer.err) == (0, "[]\n")


def test_every_option_of_labeling_can_be_settled_or_is_of_one_work() -> None:
    options = {TABLE[p.name or ""].key for p in label.params if isinstance(p, click.Option)}
    of_one_work = {"session", "accept-changes", "goal", "class", "retake", "seed-text", "insecure"}
    of_one_work |= {"share", "overlap", "team"}  # of one person's work
    assert options == {*settable_options(), *of_one_work}
    assert {*OF_THE_SCREEN} <= {*settable_options()}


PRACTISE = ("--target", "label", "--hide-labels", "--plain")


def begun(file: Path, *words: str) -> Settings:
    """The settings of the session on `file` after `altui label` has shown a row."""
    answer = apart("label", file.name, *words, folder=file.parent)
    assert answer.status == 0, answer.err
    return read_settings(Path(f"{file}.altui"))


def test_a_session_keeps_what_it_was_begun_with(clouds: Path, own: Path) -> None:
    own.write_text('[label]\nbudget = 7\nannotator = "kim"\naudit = 0\nstrategy = "entropy"\n')
    settings = begun(clouds, *PRACTISE, "--classes", "ant,cat", "--strategy", "random")
    assert (settings.budget, settings.annotator, settings.audit) == (7, "kim", 0)
    assert settings.strategy == "random", "the command line goes before the file"
    own.write_text("[label]\nbudget = 9\naudit = 5\nstrategy = 'margin'\nclasses = 'u,v'\n")
    assert begun(clouds, "--plain") == settings


def test_hidden_columns_are_neither_shown_nor_learned_from(clouds: Path, own: Path) -> None:
    own.write_text('hide = ["height", "no such column"]\n')
    roles = begun(clouds, *PRACTISE).roles
    assert roles["height"] == "hidden" and roles["width"] == "numeric"


def test_the_classes_are_named_once(altui: Door, clouds: Path, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text('[[class]]\nname = "a"\n[[class]]\nname = "b"\n')
    words = ("label", clouds, "--classes", "a,b", "--classes-file", tmp_path / "c.toml", "--plain")
    answer = altui(*words)
    assert answer.status == 2 and "Use one of them" in answer.err
