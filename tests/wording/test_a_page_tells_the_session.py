"""`altui report`: one page, made of the session alone, in which nothing foreign is markup."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui import __version__
from altui.learning.evaluation import AUDIT, TEST
from altui.wording.report.page import page
from tests.wording.pages import HOSTILE, Reader, labeled

BRIEFLY = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_nothing_foreign_is_markup_and_nothing_is_fetched_or_run(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui", name=HOSTILE) as session:
        html = page(session.view())
    reader = Reader(html)
    assert '</style><script>alert("1")</script>&' in reader.text
    assert_harmless(html)


@given(name=st.text(min_size=1, max_size=80))
@BRIEFLY
def test_no_name_changes_the_page_around_it(name: str, tmp_path: Path) -> None:
    """The same tags with the same attributes, whatever a class, a person and a file are named."""
    place = tmp_path / "s.altui"
    shapes = []
    for each in ("plain", name):
        place.unlink(missing_ok=True)
        with labeled(place, name=each) as session:
            html = page(session.view())
        assert_harmless(html)
        shapes.append([(tag, sorted(found)) for tag, found in Reader(html).tags])
    assert shapes[0] == shapes[1]


def assert_harmless(html: str) -> None:
    reader = Reader(html)
    tags = {tag for tag, _ in reader.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a"}
    assert not any(name in ("src", "href", "style") for _, found in reader.tags for name in found)
    assert not any(name.startswith("on") for _, found in reader.tags for name in found)
    assert not {*"\x1b\x07\x00\u202e\u2066"} & {*html}


def test_the_policy_allows_the_page_its_own_style_and_nothing_else(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui") as session:
        html = page(session.view())
    (style,) = re.findall("<style>(.*?)</style>", html, flags=re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    found = [a["content"] for t, a in Reader(html).tags if a.get("http-equiv")]
    assert found == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]


def test_it_is_named_by_the_file_and_says_who_when_and_which_altui(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui", name="letters") as session:
        html = page(session.view())
    assert "<h1>letters</h1>" in html and "<title>letters: labels and accuracy</title>" in html
    assert "Labeled by letters." in html and "As of 2023-11-14 22:13 UTC." in html
    assert f"Written by altui {__version__} from s.altui" in html
    assert "/folder" not in html and str(tmp_path) not in html


def test_the_same_session_gives_the_same_page(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui") as session:
        assert page(session.view()) == page(session.view())


def test_accuracy_stands_with_count_interval_and_kind(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui") as session:
        text = Reader(page(session.view())).text
    assert (
        "62\xa0%of 40 test rows; 95\xa0% interval 47 to 76\xa0%" in text
    )  # 25 are right in the end
    assert "Wilson 1927" in text and "kappa 0.995" in text and "Kappa: how alike" in text
    assert "Found (recall): of the rows" in text


@pytest.mark.parametrize(
    ("tested", "kind", "why"),
    [
        (0, TEST, "there are no rows to measure it on"),
        (9, AUDIT, "9 of the 10 rows of the random check that it takes"),
    ],
)
def test_what_is_not_measured_is_left_out(tmp_path: Path, tested: int, kind: str, why: str) -> None:
    with labeled(tmp_path / "s.altui", tested=tested, kind=kind) as session:
        reader = Reader(page(session.view()))
    assert "svg" not in {tag for tag, _ in reader.tags} and f"unknown{why}" in reader.text
    assert "recall" not in reader.text and "Labels per class" in reader.text


def test_the_random_check_is_named_as_what_it_is(tmp_path: Path) -> None:
    with labeled(tmp_path / "s.altui", tested=30, kind=AUDIT) as session:
        text = Reader(page(session.view())).text
    assert "The share of 30 rows of the random check that the model gets right" in text


def test_names_too_long_to_stand_above_columns_are_numbered(tmp_path: Path) -> None:
    long = "a class of which the name goes on and on, as they do"
    for name, heads in (("yes", ["not yes", "yes"]), (long, ["1", "2"])):
        place = tmp_path / f"{len(name)}.altui"
        with labeled(place, name=name) as session:
            html = page(session.view())
        (table,) = re.findall('<table class="counts short">(.*?)</table>', html, flags=re.DOTALL)
        assert re.findall('<th scope="col" class="number">([^<]*)<', table) == heads
    assert re.search('<th scope="row">2 a class of which the name [^<]*…</th>', html)
    assert f'<th scope="row">{long}</th>' in html  # whole in the table of classes


def test_of_many_classes_those_with_most_mistakes_are_listed(tmp_path: Path) -> None:
    more = tuple(f"class {k}" for k in range(60))
    with labeled(tmp_path / "s.altui", more=more) as session:
        text = Reader(page(session.view())).text
    assert "yes taken for not yes" in text and "class 7" not in text
    assert "2 of 62 classes are listed, those with most mistakes first." in text
