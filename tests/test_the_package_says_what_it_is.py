"""What an index and an installer read of altui: its licence, its version, its Pythons."""

from __future__ import annotations

import tomllib
from operator import attrgetter

import altui
from tests.pythons import PROJECT, named

SETTINGS = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
ABOUT = SETTINGS["project"]


def test_the_version_stands_in_one_place() -> None:
    assert "version" in ABOUT["dynamic"] and "version" not in ABOUT
    place = SETTINGS["tool"]["setuptools"]["dynamic"]["version"]["attr"]
    assert attrgetter(place.removeprefix("altui."))(altui) == altui.__version__


def test_the_licence_that_is_named_is_the_text_in_the_package() -> None:
    (file,) = ABOUT["license-files"]
    text = (PROJECT.parent / file).read_text(encoding="utf-8")
    assert text.startswith(f"{ABOUT['license']} License\n")
    assert ABOUT["authors"][0]["name"] in text


def test_the_pythons_that_are_named_begin_with_the_lowest_and_miss_none() -> None:
    versions = [tuple(map(int, each.split("."))) for each in named(ABOUT["classifiers"])]
    first, *_ = versions
    assert ABOUT["requires-python"] == ">={}.{}".format(*first)
    assert versions == [(first[0], first[1] + step) for step in range(len(versions))]
