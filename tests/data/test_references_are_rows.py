"""RIS and PubMed files: a row per reference, and back as RIS with the labels in notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from altui.data.inference.columns import infer_schema
from altui.data.readers.reading import open_table
from altui.data.schema import Role
from altui.data.writers.output import Asked
from altui.data.writers.writing import write_table
from altui.errors import InputError
from tests.data.conftest import MakeTable, cells

RIS = """\
1.
TY  - JOUR
TI  - Sleep and memory
AU  - Doe, Ann
AU  - Roe, Bob
AB  - We asked
forty people.
T2  - Journal of Sleep
JO  - J Sleep
PY  - 2020
N1  - from a database
N1  - ASReview_irrelevant
ER  -

2.
TY  - BOOK
T1  - Dreams
KW  - night
KW  - day
N1  - altui_label: relevant
N1  - ASReview_relevant
ER  -
"""
NBIB = """\
PMID- 123
OWN - NLM
DP  - 2020 Jan 5
TI  - Sleep and
      memory.
FAU - Doe, Ann
AU  - Doe A
LID - S1 [pii]
LID - 10.1/x [doi]

PMID- 124
TI  - Dreams
"""


def rows(table: MakeTable, content: str, name: str) -> list[dict[str, str]]:
    opened = table(content, name)
    assert [opened.cells(row) for row in range(len(opened))] == cells(opened)
    return [dict(zip(opened.columns, row, strict=True)) for row in cells(opened)]


def test_ris_fields_have_names_and_a_line(table: MakeTable) -> None:
    first, second = rows(table, RIS, "refs.ris")
    assert first["title"] == "Sleep and memory" and second["title"] == "Dreams"
    assert first["authors"] == "Doe, Ann; Roe, Bob" and second["keywords"] == "night; day"
    assert first["abstract"] == "We asked forty people."
    assert (first["journal"], first["JO"]) == ("Journal of Sleep", "J Sleep")
    assert first["notes"] == "from a database"
    assert table(RIS, "refs.ris").location(1).endswith("refs.ris, line 16")


def test_what_asreview_and_altui_noted_are_columns(table: MakeTable) -> None:
    first, second = rows(table, RIS, "refs.ris")
    assert (first["included"], first["altui_label"]) == ("0", "")
    assert (second["included"], second["altui_label"]) == ("", "relevant")


def test_pubmed_fields_have_names(table: MakeTable) -> None:
    first, second = rows(table, NBIB, "refs.nbib")
    assert first["title"] == "Sleep and memory." and first["authors"] == "Doe, Ann"
    assert (first["year"], first["doi"]) == ("2020", "10.1/x")
    assert second["pmid"] == "124" and second["authors"] == ""


def test_the_accounts_of_pubmed_are_not_learned_from(table: MakeTable) -> None:
    more = "\n".join(f"PMID- {n}\nTI  - The {n} dreams of sleep\n" for n in range(30))
    schema = infer_schema(table(f"{NBIB}\n{more}", "refs.nbib"))
    assert schema.column("OWN").role is Role.HIDDEN
    assert schema.column("title").role is Role.TEXT


@pytest.mark.parametrize(("content", "kind"), [(RIS, "ris"), (NBIB, "nbib")])
def test_a_txt_file_of_references_is_known_by_its_first_lines(
    table: MakeTable, content: str, kind: str
) -> None:
    opened = table(content, "export.txt")
    assert opened.kind == kind and "the file holds references" in opened.notes[0]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("TY  - JOUR\nTI  - x\nER  - \n\nlost\nTY  - JOUR\nER  - \n", 5, "belongs to no reference"),
        ("TI  - x\n", 1, "no reference in this RIS file"),
    ],
)
def test_a_line_that_belongs_nowhere_is_named(
    table: MakeTable, content: str, line: int, message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        table(content, "refs.ris")
    assert caught.value.where.endswith(f"refs.ris, line {line}")
    assert "TY  - JOUR" in caught.value.hint


def test_a_reference_without_an_end_is_kept_and_counted(table: MakeTable) -> None:
    opened = table("TY  - JOUR\nTI  - x\nTY  - JOUR\nTI  - y\n", "refs.ris")
    assert len(opened) == 2 and opened.notes == ["2 lines where a reference ends without ER"]


def written(table: MakeTable, tmp_path: Path, content: str, name: str, label: str) -> str:
    asked = Asked(("relevant", "irrelevant"))
    columns = ["altui_label", "altui_part"]
    with table(content, name) as opened:
        write_table(
            opened,
            tmp_path / "out.ris",
            [c for c in columns if c not in opened.columns],
            lambda row: [label if row == 0 else None, "labeled"][-len(columns) :],
            asked=asked,
            overwrite=True,
        )
    return (tmp_path / "out.ris").read_text()


def test_ris_goes_out_as_it_stands_with_notes_that_are_read_again(
    table: MakeTable, tmp_path: Path
) -> None:
    content = RIS.replace("N1  - altui_label: relevant\n", "")
    text = written(table, tmp_path, content, "refs.ris", "irrelevant")
    assert "AB  - We asked\nforty people.\n" in text and text.count("ER  - ") == 2
    assert text.count("ASReview_irrelevant") == 1
    assert "N1  - altui_label: irrelevant\nN1  - altui_part: labeled\nER  - \n" in text
    with open_table(tmp_path / "out.ris") as again:
        assert again.texts(["altui_label"])["altui_label"][0] == "irrelevant"
        assert again.texts(["title"])["title"][1] == "Dreams"


def test_other_references_become_ris_by_their_columns(table: MakeTable, tmp_path: Path) -> None:
    text = written(table, tmp_path, NBIB, "refs.nbib", "relevant")
    assert text.startswith("TY  - JOUR\nN1  - pmid: 123\nTI  - Sleep and memory.\nAU  - Doe, Ann\n")
    assert "N1  - ASReview_relevant\nN1  - altui_label: relevant\n" in text
    with pytest.raises(InputError, match="no column 'title'"):
        written(table, tmp_path, "a,b\n1,2\n", "data.csv", "relevant")
