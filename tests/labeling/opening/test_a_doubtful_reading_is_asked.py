"""A thousand or a fraction, the day or the month first: asked where nothing in the file decides."""

from __future__ import annotations

import shlex
from contextlib import closing
from pathlib import Path

import pytest

from altui.data.inference.columns import infer_schema
from altui.data.inference.doubts import choose_readings
from altui.data.memory_table import MemoryTable
from altui.data.schema import Role
from altui.labeling.opening.confirmed import Confirmed
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.labeling.proposal import Proposal
from altui.session.reading import read_settings

EITHER = [f"{n % 9 + 1}.{n * 37 % 900 + 100}" for n in range(40)]
AMONG = [f"{n}.{n * 51 % 900 + 100}" for n in range(10, 50)]
COMMAS = [cell.replace(".", ",") for cell in EITHER]
SLASHES = ["01/01/2025", *(f"{n % 12 + 1:02}/{n % 11 + 1:02}/2025" for n in range(11, 50))]
SHOPS = [("north", "south", "east")[n % 3] for n in range(40)]


def written(folder: Path, separator: str = "\t", /, **columns: list[str]) -> Path:
    columns |= {"label": [("yes", "no", "", "")[n % 4] for n in range(40)]}
    lines = [separator.join(cells) for cells in (columns, *zip(*columns.values(), strict=True))]
    path = folder / "sales.tsv"
    path.write_text("\n".join(lines) + "\n")
    return path


def proposed(file: Path, **said: object) -> Proposal:
    proposal = prepare(OpenRequest(file=file, **said)).proposal  # type: ignore[arg-type]
    assert proposal is not None
    return proposal


def words_of(proposal: Proposal) -> dict[str, str]:
    readings = ((column.name, column.reading) for column in proposal.schema.columns)
    return {name: reading.word for name, reading in readings if reading is not None}


def test_one_question_for_all_numbers_and_one_for_all_dates(tmp_path: Path) -> None:
    file = written(tmp_path, shop=SHOPS, price=EITHER, cost=AMONG, sold=SLASHES, paid=SLASHES)
    proposal = proposed(file)
    numbers, dates = proposal.questions
    assert numbers.text.endswith("says whether 1.100 in 'price', 'cost' is 1.1 or 1100")
    assert [each.words for each in numbers.answers] == [
        "decimal point: 1.100 is 1.1, 2.137 is 2.137",
        "decimal comma: 1.100 is 1100, 2.137 is 2137",
    ]
    # 01/01/2025 is the same day in both ways, and shows nothing.
    assert dates.text.endswith("whether 12/01/2025 in 'sold', 'paid' is 1 Dec 2025 or 12 Jan 2025")
    assert (
        dates.answers[1].words == "day first: 12/01/2025 is 12 Jan 2025, 01/02/2025 is 1 Feb 2025"
    )
    point = {"price": "point", "cost": "point"}
    assert words_of(proposal) == {**point, "sold": "mdy", "paid": "mdy"}
    other = proposal.answer(dates, "dmy")
    assert words_of(other) == {**point, "sold": "dmy", "paid": "dmy"}
    assert other.schema.column("sold").reason == "all 40 values are dates, day first"
    comma = {"price": "comma", "cost": "comma"}
    assert words_of(other.answer(numbers, "comma")) == {**comma, "sold": "dmy", "paid": "dmy"}


@pytest.mark.parametrize("answer", ["point", "comma"])
def test_the_session_goes_on_with_the_answer_and_the_printed_command_asks_nothing(
    tmp_path: Path, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, shop=SHOPS, price=EITHER, cost=COMMAS)
    source = prepare(OpenRequest(file=file))
    assert source.proposal is not None
    (question,) = source.proposal.questions
    accepted = source.proposal
    if answer != question.default.value:
        accepted = source.proposal.answer(question, answer)
    with closing(source.open(accepted=accepted)) as first:
        readings = first.dataset.schema.readings()
        values = Confirmed.of(first, source.proposal.schema, None).values()
    stored = read_settings(tmp_path / "sales.tsv.altui").options["readings"]
    assert stored == readings and {each["decimal"] for each in readings.values()} == {
        {"point": ".", "comma": ","}[answer]
    }
    assert values["columns"] == (f"shop,price=numeric:{answer},cost=numeric:{answer}",)
    with closing(prepare(OpenRequest(file=file)).open()) as again:
        assert again.dataset.schema.readings() == readings
    (tmp_path / "sales.tsv.altui").unlink()
    capsys.readouterr()
    columns = tuple(str(values["columns"][0]).split(","))  # type: ignore[index]
    said = OpenRequest(file=file, target="label", classes=("yes", "no"), columns=columns)
    printed = prepare(said)
    assert printed.proposal is None and "whether" not in capsys.readouterr().err
    with closing(printed.open()) as second:
        assert second.dataset.schema.readings() == readings


@pytest.mark.parametrize("read_only", [True, False])
def test_where_nobody_is_asked_the_option_for_the_other_is_said_whole(
    tmp_path: Path, read_only: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, shop=SHOPS, **{"net price": EITHER}, sold=SLASHES)
    said = {"target": "label", "classes": ("yes", "no"), "read_only": read_only}
    said |= {} if read_only else {"columns": ("shop", "net price", "sold")}
    source = prepare(OpenRequest(file=file, **said))  # type: ignore[arg-type]
    assert source.proposal is None
    numbers, dates, *_ = capsys.readouterr().err.splitlines()
    assert "is 1.1 or 1100: decimal point" in numbers and "month first" in dates
    option = shlex.split(numbers[numbers.index("--columns") : -1])
    assert option == ["--columns", "shop,net price=numeric:comma,sold=date:mdy"]
    columns = tuple(option[1].split(","))
    source = prepare(OpenRequest(file=file, **{**said, "columns": columns}))  # type: ignore[arg-type]
    assert not capsys.readouterr().err
    assert source.guess is not None
    assert words_of(source.guess) == {"net price": "comma", "sold": "mdy"}
    assert source.guess.schema.column("shop").role is Role.CATEGORICAL


@pytest.mark.parametrize(
    ("separator", "columns"),
    [
        ("\t", {"price": EITHER, "weight": [f"{n}.5" for n in range(40)]}),
        ("\t", {"price": EITHER, "weight": [f"{n},5" for n in range(40)]}),
        (";", {"price": EITHER, "sold": SLASHES}),
        ("\t", {"price": [*EITHER[:-1], "0.137"]}),
        ("\t", {"price": [*COMMAS[:-1], "1,13"]}),
        ("\t", {"price": [*EITHER[:-1], "12345"]}),
        ("\t", {"sold": [*SLASHES[:-1], "13/02/2025"]}),
        ("\t", {"sold": SLASHES, "paid": [*SLASHES[:-1], "02/13/2025"]}),
        ("\t", {"sold": [cell.replace("/", ".") for cell in SLASHES]}),
        ("\t", {"price": ["100", "1.000", "2000", "17"] * 10}),
    ],
)
def test_nothing_is_asked_where_the_file_says_it(
    tmp_path: Path, separator: str, columns: dict[str, list[str]]
) -> None:
    assert not proposed(written(tmp_path, separator, shop=SHOPS, **columns)).questions


def test_a_column_that_is_no_number_is_not_asked_about_until_it_is_made_one(
    tmp_path: Path,
) -> None:
    proposal = proposed(written(tmp_path, shop=SHOPS, price=EITHER))
    (question,) = proposal.questions
    answered = proposal.answer(question, "comma")
    shown = answered.with_role("price", Role.SHOWN)
    assert not shown.questions and not words_of(shown)
    again = shown.with_role("price", Role.NUMERIC)
    assert again.questions == (question,) and words_of(again) == {"price": "comma"}
    assert again.answer_to(question).value == "comma"
    assert again.schema.column("price").reason == "chosen by you"


@pytest.mark.parametrize(
    ("cells", "role", "word"),
    [
        (EITHER, "numeric", "point"),
        (EITHER, "numeric", "comma"),
        ([f"€{cell}" for cell in COMMAS], "numeric", "point"),
        ([f"{cell} kg" for cell in COMMAS] + ["NA"], "numeric", "comma"),
        (SLASHES, "date", "dmy"),
        ([f"{cell} 10:{n}" for n, cell in enumerate(SLASHES, 10)], "date", "mdy"),
    ],
)
def test_an_answer_reads_as_the_option_does(cells: list[str], role: str, word: str) -> None:
    def schema_of(*columns: str) -> object:
        table = MemoryTable("m", ["x", "label"], [[each, "ab"[len(each) % 2]] for each in cells])
        table.kind = "csv"
        schema = infer_schema(table, columns=columns)
        return choose_readings(schema, {"numbers": word, "dates": word}).column("x").reading

    assert schema_of() == schema_of(f"x={role}:{word}")
