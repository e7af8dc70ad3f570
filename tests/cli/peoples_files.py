"""What a person expects of each file in tests/data/files/people once `altui label FILE` is opened
with Enter: rows, columns, classes, known labels, what is said and asked, and values of cells."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PEOPLE = Path(__file__).parents[1] / "data" / "files" / "people"
SHARED = Path(
    os.environ.get("ALTUI_SHARED_INPUTS", Path(__file__).parents[3] / "shared" / "inputs")
)


@dataclass(frozen=True)
class Expected:
    """`columns` are names with their roles, in file order. `classes` are those the file gives;
    where it gives none, the person names yes and no."""

    rows: int
    columns: str
    classes: str = ""
    labeled: int = 0
    notes: tuple[str, ...] = ()
    """A part of each line that is said of the file, in order; nothing else is said."""
    asked: tuple[str, ...] = ()
    """A part of each question with the answer that Enter takes, in order."""
    values: Mapping[str, tuple[float | str, ...]] = field(default_factory=dict)
    """What the first rows are worth: numbers and dates as the model has them, else the cells."""
    missing: Mapping[str, int] = field(default_factory=dict)
    """Cells without a value, where a column of numbers or dates has some."""

    @property
    def roles(self) -> dict[str, str]:
        pairs = (each.rpartition(" ") for each in self.columns.split(" | "))
        return {name: role for name, _, role in pairs}


NAN = float("nan")
GERMAN = (
    "Kundennr shown | Preis (€) numeric | Größe numeric | Datum date | Bemerkung categorical | "
    "Anteil numeric"
)
PRICES = (2121.88, 89.81, 5480.17)
SIZES = (1.7, 9.0, 12.7)
DAYS = ("2025-07-02", "2024-03-12", "2024-03-04")
SHARES = (19.5, 8.6, 28.4)
NOTICES = ("Lieferung für Müller", "Rückgabe, schön verpackt")
GERMAN_VALUES = {
    "Preis (€)": PRICES,
    "Größe": SIZES,
    "Datum": DAYS,
    "Bemerkung": NOTICES,
    "Anteil": SHARES,
}
SEMICOLON = "cells are separated by ';'"
FIVE = "id id | amount numeric | days numeric | share numeric | age numeric | label target"
TITLES = "column_1 id | title text | abstract text"
TEXTS = "id id | text text"
LABELED_TEXTS = f"{TEXTS} | label target"
REPORT = (
    "Region categorical | Date date | Amount numeric | Share numeric | Text as number numeric | "
    "Remark text"
)
REPORT_VALUES: dict[str, tuple[float | str, ...]] = {
    "Date": DAYS,
    "Amount": PRICES,
    "Text as number": (5, 27, 38),
}
MERGED = "merged cells are empty but for the first of each: 116 in 'Region'"
SCORES = "id id | text text | score numeric"
KINDS = "billing bug praise shipping"


def _five(
    amounts: tuple[float, float],
    shares: tuple[float, float],
    gaps: int = 0,
    notes: tuple[str, ...] = (),
) -> Expected:
    """The same 500 rows, written in one of five ways."""
    return Expected(
        500,
        FIVE,
        "fine fraud",
        500,
        notes=notes,
        values={"amount": amounts, "days": (13.34, 14.39), "share": shares},
        missing=dict.fromkeys(("amount", "days", "share", "age"), gaps),
    )


EXPECTED: dict[str, Expected] = {
    "01_german_excel.csv": Expected(
        120,
        GERMAN,
        notes=("read as cp1252, which is a guess; line 1 reads: 'Kundennr;Preis (€);", SEMICOLON),
        values=GERMAN_VALUES,
    ),
    "02_semicolon_header_comma.csv": Expected(
        120,
        GERMAN.replace("(€)", "(€, netto)"),
        notes=(SEMICOLON,),
        values={"Preis (€, netto)": PRICES, "Bemerkung": NOTICES},
    ),
    "03_sep_line.csv": Expected(
        120, GERMAN, notes=("line 2 reads: 'Kundennr;Preis (€);", SEMICOLON), values=GERMAN_VALUES
    ),
    "imp_plain.csv": _five((1752.97, 3729.81), (0.13, 0.29)),
    "imp_de.csv": _five((1752.97, 3729.81), (0.13, 0.29), notes=(SEMICOLON,)),
    "imp_us.csv": _five((1752.97, 3729.81), (13.3, 29.4)),
    "imp_na.csv": _five((NAN, 3729.81), (0.13, 0.29), gaps=10),
    "imp_blank.csv": _five((NAN, 3729.81), (0.13, 0.29), gaps=10),
    "04_us_money.csv": Expected(
        120,
        "order_id id | amount numeric | discount numeric | units numeric | weight numeric | "
        "verdict target",
        values={
            "amount": PRICES,
            "discount": SHARES,
            "units": (21218, 898, 54801),
            "weight": (5, 27, 38),
        },
    ),
    "05_r_na.csv": Expected(
        120,
        "column_1 id | age numeric | bmi numeric | smoker categorical | outcome target",
        "sick well",
        21,
        asked=("among the labels stand 'NA' (99) > they mean: no label yet",),
        values={"age": (NAN, 47, 58), "bmi": (21.219, 0.898)},
        missing={"age": 14},
    ),
    "27_one_typo.csv": Expected(
        120,
        "id id | income numeric | verdict target",
        notes=("'income' line 79: '1,204.5' counts as missing",),
        values={"income": (2121.9, 89.8)},
        missing={"income": 1},
    ),
    "09_label_variants.csv": Expected(
        120,
        LABELED_TEXTS,
        "no yes",
        61,
        asked=(
            "written in several ways: 'yes' (18), 'Yes' (8), 'YES' (4); 'no' (12), 'No' (11), "
            "'NO' (8) > one class each, 2 in all: no, yes",
        ),
    ),
    "10_label_none.csv": Expected(
        120,
        LABELED_TEXTS,
        "None urgent",
        61,
        asked=("among the labels stand '?' (9), 'NA' (16), 'n/a' (23) > they mean: no label yet",),
    ),
    "11_float_labels.csv": Expected(
        120,
        f"{TITLES} | label target",
        "0 1",
        40,
        notes=("labels such as 1.0 are read as 1",),
        values={"label": ("1.0", "0.0", "1.0")},
    ),
    "11_asreview_included.csv": Expected(
        120,
        f"{TITLES} | included target",
        "0 1",
        40,
        notes=("labels such as 1.0 are read as 1",),
    ),
    "14_label_list.jsonl": Expected(
        120, "text text | label target", "gripe praise", 40, values={"label": ('["praise"]',)}
    ),
    "19_space_quoted.csv": Expected(
        120,
        LABELED_TEXTS,
        "no yes",
        20,
        notes=("blanks beside the separators are no part of the cells",),
        values={"text": ("thank you, works the meeting of Monday",), "label": ("yes", "no")},
    ),
    "19_space_after_comma.csv": Expected(
        120,
        LABELED_TEXTS,
        "no yes",
        20,
        notes=("blanks beside the separators are no part of the cells",),
        values={"text": ("thank you works the meeting of Monday",), "label": ("yes", "no")},
    ),
    "16_open_quote.tsv": Expected(
        120,
        "id id | tweet text | kind hidden",
        asked=("line 5 opens a quote that encloses no cell > quotes as they are: 120 rows",),
    ),
    "17_swallow.tsv": Expected(
        120,
        "id id | tweet text | kind hidden",
        asked=(
            "line 5 opens a quote that takes 28 lines into one cell > quotes as they are: 120 rows",
        ),
    ),
    "18_sheets_blank_rows.csv": Expected(
        40,
        "Name id | Comment text | Score numeric | Label target",
        "bad good",
        12,
        notes=("60 blank lines are no rows",),
        values={"Score": (5, 27, 38)},
    ),
    "43_preamble.csv": Expected(
        40, SCORES, notes=("lines 1 to 2 stand above the column names: a title, not a row",)
    ),
    "43_preamble_commas.csv": Expected(
        40, SCORES, notes=("lines 1 to 2 stand above the column names: a title, not a row",)
    ),
    "43_footer.csv": Expected(
        40,
        SCORES,
        notes=("line 43 stands below the rows: no row ('Records: 40')", "1 blank line is no row"),
        values={"score": (0, 3, 6)},
    ),
    "07_excel_report.xlsx": Expected(
        120,
        REPORT,
        notes=(
            "sheet 'Report' of 2 is read: _lists (hidden), Report",
            "titles above the header are no rows: lines 1-2",
            "totals and remarks at the end are no rows: line 125 ('Total')",
            "1 blank row",
            MERGED,
        ),
        values=REPORT_VALUES,
    ),
    "07b_excel_merged_total.xlsx": Expected(
        120,
        REPORT,
        notes=("totals and remarks at the end are no rows: line 122 ('Total')", MERGED),
        values=REPORT_VALUES,
    ),
    "42_pl1250_300.csv": Expected(
        300,
        "id id | comment text",
        notes=("read as cp1250, which is a guess; line 100 reads: '98;pieniędzy i", SEMICOLON),
        values={
            "comment": (
                "rozbity kurier pudełko zadowolony za odpowiada wciska przycisk nie się świetnie "
                "bardzo",
            )
        },
    ),
    "42_de_mac_300.csv": Expected(
        300,
        "id id | comment text",
        notes=("read as mac_roman, which is a guess; line 245 reads: '243;großartig", SEMICOLON),
        values={
            "comment": (
                "die läuft Ware später die Fahrer verbeult München für war später Tag",
                "bitte läuft vorher Bestellung Ware",
            )
        },
    ),
    "42_de_850_300.csv": Expected(
        300,
        "id id | comment text",
        notes=("read as cp850, which is a guess; line 207 reads: '205;schönen", SEMICOLON),
        values={
            "comment": (
                "heil nicht Tage die Dank nicht Bestellung vorher",
                "die läuft war angerufen nicht für großartig kam sehr vorher",
            )
        },
    ),
    "34_No.csv": Expected(120, "No id | colour categorical | label target", "no yes", 120),
    "22_own_export.csv": Expected(
        120,
        f"{TITLES} | included hidden | altui_label target | altui_annotator hidden | "
        "altui_time hidden | altui_part hidden | altui_round hidden | altui_confidence hidden | "
        "altui_note hidden | altui_fast hidden",
        "0 1",
        8,
    ),
    "29_altui_named.csv": Expected(
        120, f"{TEXTS} | altui_label target | altui_note hidden", "no yes", 30
    ),
    "labelstudio_tasks.json": Expected(160, LABELED_TEXTS, KINDS, 40),
    "prodigy_choice.jsonl": Expected(
        160,
        "text text | meta.id id | options hidden | accept hidden | answer hidden | "
        "_input_hash hidden | label target",
        KINDS,
        40,
    ),
    "llm_suggestions.csv": Expected(
        160,
        f"{TEXTS} | llm_label categorical | llm_confidence numeric",
        values={"llm_confidence": (0.92, 0.62)},
    ),
    "patients_rare.csv": Expected(
        800,
        "id id | patient categorical | date date | text text | label target",
        "common rare",
        800,
        values={"date": ("2024-01-01", "2024-01-02")},
    ),
    "duplicates_60x6.csv": Expected(360, TEXTS),
    "near_duplicates_60x6.csv": Expected(360, TEXTS),
    "messages_160.csv": Expected(160, TEXTS),
    "messages_160_truth.csv": Expected(160, LABELED_TEXTS, KINDS, 160),
}

LARGE: dict[str, Expected] = {
    "garbage_tenth.csv": Expected(1000, TEXTS),
    "long_empty_languages.csv": Expected(67, TEXTS),
}
"""Beside the checkout only."""
