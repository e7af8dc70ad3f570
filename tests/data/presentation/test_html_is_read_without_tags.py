"""HTML is shown and learned from without its tags; the table keeps the cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.data.dataset import DataOptions, Dataset
from altui.data.features.matrix import build_features
from altui.data.inference.columns import infer_schema
from altui.data.inference.form_questions import AS_IT_IS, ask_about_columns
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.data.presentation.html_text import is_markup, without_tags
from altui.data.questions import Question

PAGE = (
    "<html><head><style>p {color: red}</style></head><body>\n<h1>Bill</h1><p>I   pay\n"
    "<b>nothing</b>,<br/>it isn&#39;t due.</p><script>if (a<b) x();</script></body></html>"
)
READ = "Bill\nI pay nothing,\nit isn't due."


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (PAGE, READ),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("<p>&lt;b&gt; is bold &amp; loud</p>", "<b> is bold & loud"),
        ("Fish &amp; chips\n  at home", "Fish & chips\n  at home"),
        ("&amp;lt;", "&lt;"),
        ("<a href='x>y' title=\"<p>\">link</a> text", "link text"),
        ("<pre>if a:\n    b</pre>", "if a:\n    b"),
        ("<!-- hidden --><p>seen", "seen"),
        ("<p>a<o:p></o:p> b</p>", "a b"),
        ("<script>never closed", ""),
        ("", ""),
        ("a < b and c > d", "a < b and c > d"),
        ("List<String> x; y<z>w", "List<String> x; y<z>w"),
        ("AT&T & sons", "AT&T & sons"),
    ],
)
def test_a_cell_reads_like_in_a_browser(cell: str, wanted: str) -> None:
    assert without_tags(cell) == wanted


@given(st.text(st.characters(exclude_characters="<&")))
def test_what_is_no_markup_stays(text: str) -> None:
    assert without_tags(text) == text and not is_markup(text)


@given(st.text("<>/&;#!-\"'= abp123scriptylenob\n", max_size=80))
def test_nothing_is_too_broken_to_be_read(text: str) -> None:
    without_tags(text)


def table(cells: list[str], label: str = "ab") -> MemoryTable:
    rows = [(f"r{k}", cell, label[k % 2]) for k, cell in enumerate(cells)]
    return MemoryTable("page.csv", ("id", "body", "label"), rows)


def loaded(cells: list[str], html: tuple[str, ...]) -> Dataset:
    opened = table(cells)
    schema = infer_schema(opened, text=("body",))
    return load_dataset(opened, schema, DataOptions(("a", "b"), html=html))


CELLS = [
    f"<div class='x{k}'><p>message {k} on {'bills' if k % 3 else 'a bug'}</p></div>"
    for k in range(30)
]


def test_what_is_learned_is_what_is_read() -> None:
    with_tags = build_features(loaded(CELLS, ("body",)))
    clean = build_features(loaded([without_tags(cell) for cell in CELLS], ()))
    assert list(with_tags.names) == list(clean.names)
    assert (with_tags.matrix != clean.matrix).nnz == 0  # type: ignore[union-attr]
    assert not any("class" in name or "div" in name for name in with_tags.names)
    assert (with_tags.transform(table(CELLS)) != clean.matrix).nnz == 0  # type: ignore[union-attr]


@pytest.mark.parametrize("html", [(), AS_IT_IS], ids=["of an older session", "as it stands"])
def test_unless_it_is_wanted_tags_are_words_as_before(html: tuple[str, ...]) -> None:
    data = loaded(CELLS, html)
    assert any("div" in name for name in build_features(data).names)
    assert data.fields(0)[0].text == CELLS[0] and not data.fields(0)[0].source


def test_the_row_is_shown_without_tags_and_knows_its_source() -> None:
    data = loaded([PAGE, "plain", *CELLS], ("body",))
    (first,), (second,) = data.fields(0), data.fields(1)
    assert (first.text, first.source) == (READ, PAGE)
    assert (second.text, second.source) == ("plain", "")
    assert data.table.cells(0)[1] == PAGE


def asked(marked: int, of: int = 40, mark: str = "<p>a message of words {}</p>") -> Question | None:
    cells = [(mark if k % of < marked else "a message of words {}").format(k) for k in range(of)]
    found = ask_about_columns(infer_schema(table(cells)), (), is_shown=True)
    return found[0] if found else None


def test_where_most_cells_are_markup_they_are_read_without_it() -> None:
    question = asked(30)
    assert question is not None and question.text == "HTML in the cells: 75% of 'body'"
    assert question.default.value == ("body",)
    assert [each.value for each in question.answers] == [("body",), AS_IT_IS]


def test_where_a_fair_share_is_it_is_offered_and_where_few_are_it_is_not() -> None:
    question = asked(12, mark="a message of bread &amp; butter {}")
    assert question is not None
    assert [each.value for each in question.answers] == [AS_IT_IS, ("body",)]
    assert asked(4) is None
    assert asked(40, mark="if a < b then c > d and e<f {}") is None


def test_what_was_said_is_not_asked() -> None:
    schema = infer_schema(table(CELLS))
    assert ask_about_columns(schema, ("html",), is_shown=True) == ()
