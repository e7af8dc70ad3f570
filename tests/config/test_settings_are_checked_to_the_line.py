"""What stands in a settings file holds, or the file and the line that is wrong are named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.cli.settings import hidden_columns, set_for_label, settings_for
from altui.config.files import FileSettings
from altui.config.key_actions import ACTIONS, CLASSES, LAYOUTS
from altui.config.key_registry import DIGITS
from altui.config.keymap import STANDARD, is_key
from altui.config.toml import TomlFile
from altui.errors import InputError

values = st.one_of(
    st.integers(),
    st.booleans(),
    st.text("ab \n#[]\"'", max_size=9),
    st.lists(st.text("xy", max_size=3), min_size=1, max_size=3),
)
tables = st.dictionaries(
    st.text("abc", min_size=1, max_size=3), st.tuples(values, st.integers(0, 2)), max_size=4
)


def written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[\n" + "".join(f"  {written(each)},\n" for each in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return str(value)


@given(st.dictionaries(st.text("tuv", min_size=1, max_size=3), tables, max_size=3))
def test_each_value_is_found_on_the_line_where_it_begins(
    drawn: dict[str, dict[str, tuple[object, int]]],
) -> None:
    lines: list[str] = []
    begins = {}
    for name, table in drawn.items():
        lines.append(f"[{name}]")
        for key, (value, blank) in table.items():
            lines += ["# nothing"] * blank
            begins[name, key] = len(lines) + 1
            lines += f"{key} = {written(value)}".split("\n")
    text = "\n".join(lines) + "\n"
    file = TomlFile(Path("a.toml"), text, tomllib.loads(text))
    assert {keys: file.line_of(*keys) for keys in begins} == begins


def put(folder: Path, text: str | bytes) -> Path:
    (folder / "altui.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("\nkeys = \n", "line 2, column 8", "not TOML"),
        ("keys = 'left", "line 1", "not TOML"),
        (b"\nkeys = '\xff'\n", "line 2", "UTF-8"),
        ("\n\nkeys = 'up'\n", "line 3", "there is no key layout 'up'"),
        ("theme = 'dark'\ncolor = 1\n", "line 2", "there is no setting 'color'"),
        ("theme = 'pink'\n", "line 1", "'pink' is not one of"),
        ("dwell = 'long'\n", "line 1", "'dwell' must be a number"),
        ("dwell = -1\n", "line 1", "not in the range"),
        ("no-wait = 1\n", "line 1", "'no-wait' must be true or false"),
        ("budget = 5\n", "line 1", "there is no setting 'budget'"),
        ("label = 5\n", "line 1", "'label' must be a table"),
        ("keymap = 5\n", "line 1", "'keymap' must be a table"),
        ("[label]\nsession = 'x'\n", "line 2", "there is no setting 'session'"),
        ("[label]\n\nbudget = true\n", "line 3", "'budget' must be a whole number"),
        ("[label]\nmodel = 'tree'\n", "line 2", "there is no model 'tree'"),
        ("[label]\nmodel = 'evil:factory'\n", "line 2", "code from outside"),
        ("[label]\nstrategy = 'evil:f'\n", "line 2", "code from outside"),
        ("[label]\nclasses = [1, 2]\n", "line 2", "a text or a list of texts"),
        ("hide = 3\n", "line 1", "a text or a list of texts"),
        ("[keymap]\nskipp = 'z'\n", "line 2", "there is no action 'skipp'"),
        ("[keymap]\nskip = 'f5'\n", "line 2", "'f5' cannot be a key"),
        ("[keymap]\nskip = 'up'\n", "line 2", "'up' cannot be a key"),
        ("[keymap]\nskip = '7'\n", "line 2", "'7' cannot be a key"),
        (
            "[keymap]\n\nskip = [\n  'u',\n]\n",
            "line 3",
            "the key 'u' of 'skip' already belongs to 'undo'",
        ),
        ("keys = 'left'\n[keymap]\nflag = 'q'\n", "line 3", "already belongs to 'classes'"),
        ("[keymap]\nclasses = ['s', 'z']\n", "line 2", "the key 's' of 'classes'"),
        ("[keymap]\nclasses = ['?']\n", "line 2", "'?' cannot be a key of 'classes'"),
    ],
)
def test_a_mistake_names_its_line(tmp_path: Path, text: str | bytes, place: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        settings_for(put(tmp_path, text)).keymap()
    assert caught.value.where == f"{tmp_path / 'altui.toml'}, {place}"
    assert said in caught.value.message


def both(folder: Path, own: str, beside: str, monkeypatch: pytest.MonkeyPatch) -> FileSettings:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "conf"))
    (folder / "conf" / "altui").mkdir(parents=True)
    put(folder / "conf" / "altui", own)
    return settings_for(put(folder, beside))


def test_the_file_beside_the_data_goes_before_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = both(
        tmp_path,
        "[keymap]\nskip = 'z'\nundo = 'l'\n[label]\nbudget = 5\nannotator = 'kim'\n",
        "hide = 'uuid'\n[keymap]\nskip = ['t', 'tab']\n[label]\nbudget = 6\n",
        monkeypatch,
    )
    keymap = settings.keymap()
    assert (keymap.keys["skip"], keymap.key("undo")) == (("t", "tab"), "l")
    found = {name: each.value for name, each in set_for_label(settings).items()}
    assert found == {"budget": 6, "annotator": "kim"}
    assert hidden_columns(settings) == ("uuid",)


def test_a_clash_of_two_files_is_the_later_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = both(tmp_path, "[keymap]\nundo = 'l'\n", "\n[keymap]\nflag = 'l'\n", monkeypatch)
    with pytest.raises(InputError, match=r"the key 'l' of 'flag'") as caught:
        settings.keymap()
    assert caught.value.where == f"{tmp_path / 'altui.toml'}, line 3"


def test_a_path_is_beside_its_file_and_a_name_may_hold_a_comma(tmp_path: Path) -> None:
    settings = settings_for(
        put(tmp_path, "[label]\nguidelines = 'a.md'\nclasses = ['x, y', 'z']\ncolumns = 'a,b'\n")
    )
    found = {name: each.value for name, each in set_for_label(settings).items()}
    assert found["guidelines"] == tmp_path / "a.md"
    assert found["classes"] == ('"x, y"', "z")
    assert found["columns"] == ("a,b",)


@pytest.mark.parametrize("name", LAYOUTS)
def test_in_a_layout_no_key_has_two_meanings(tmp_path: Path, name: str) -> None:
    keymap = settings_for(put(tmp_path, f"keys = '{name}'\n")).keymap()
    keys = [key for id_ in keymap.keys for key in keymap.keys[id_]]
    assert len({*keys, *keymap.classes}) == len(keys) + len(keymap.classes)
    assert all(is_key(key, id_) for id_ in keymap.keys for key in keymap.keys[id_])
    assert set(LAYOUTS[name]) <= {CLASSES, *(each.id for each in ACTIONS)}
    assert all(keymap.keys.values())


@given(
    st.sampled_from(list(LAYOUTS)),
    st.lists(st.sampled_from([*DIGITS, "a", "bb", ""]), unique=True, max_size=10),
)
def test_a_digit_keeps_its_key_in_every_layout(layout: str, names: list[str]) -> None:
    order = LAYOUTS[layout].get(CLASSES, STANDARD.classes)
    keys = type(STANDARD)(classes=order).class_keys(names)
    assert len({*keys}) == len(names)
    assert all(key == name for key, name in zip(keys, names, strict=True) if name in [*DIGITS])
