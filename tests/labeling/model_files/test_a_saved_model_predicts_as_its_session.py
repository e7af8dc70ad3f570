"""A saved model labels a file as its session does: the same bytes, the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from altui.data.layout import Layout
from tests.cli.doors import Answer, Door, door
from tests.labeling.model_files.shop import begin_session, write_shop

pytest.importorskip("skops.io")

NUMBERS = ("price=numeric", "weight=numeric", "bought=date")
ALL = (*NUMBERS, "city=categorical", "title=text", "body=text", "zh=text")

CASES: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "numbers with decimal commas and gaps": (NUMBERS[:2], {}),
    "dates": (("bought=date",), {}),
    "categories, some of them new": (("city=categorical",), {}),
    "numbers beside categories": ((*NUMBERS, "city=categorical"), {}),
    "words": (("body=text:words",), {}),
    "characters of Chinese": (("zh=text:characters",), {}),
    "words and characters": (("title=text:both",), {}),
    "several texts, each in its form": (
        ("title=text:both", "body=text:words", "zh=text:characters"),
        {},
    ),
    "everything": (ALL, {"test": "0.3"}),
    "a curved boundary": (NUMBERS, {"boundary": "curved"}),
    "a curved boundary beside words": (ALL, {"boundary": "curved"}),
    "logistic, curved": (NUMBERS, {"boundary": "curved", "model": "logistic"}),
    "forest, curved": (NUMBERS, {"boundary": "curved", "model": "forest", "test": "0.2"}),
    "forest of words": (ALL, {"model": "forest"}),
    "bayes of numbers": (NUMBERS, {"model": "bayes"}),
    "bayes of words": (ALL, {"model": "bayes"}),
    "a session begun before": (
        ("city=categorical", "title=text", "body=text"),
        {"learner": 0, "test": "0.2"},
    ),
    "a session begun before, without words": (("zh=text",), {"learner": 0}),
}


@pytest.fixture
def altui(capsys: pytest.CaptureFixture[str]) -> Door:
    return door(capsys)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Other rows, with categories and words that the model has not seen, and columns in another
    order."""
    lines = write_shop(tmp_path / "made.csv", 60, seed=7).read_text().splitlines()
    lines[5] = lines[5].replace("parcel", "Päckchen 😀")
    table = [line.split(";") for line in lines]
    table[3][4] = "Łódź"
    path = tmp_path / "new.csv"
    path.write_text("".join(";".join(reversed(cells)) + "\n" for cells in table))
    return path


def save(altui: Door, session: Path, *words: object) -> Path:
    target = session.with_name("model.skops")
    answer = altui("export", session, "--model", target, *words)
    assert answer.status == 0, answer.err
    return target


def both(altui: Door, session: Path, model: Path, new: Path, *words: object) -> Answer:
    """What a session says of the new rows, after the model has said the same."""
    out = session.with_name("out.csv")
    answers, contents = [], []
    for source in (("--model", model), (session,)):
        answers.append(altui("predict", *source, new, "-o", out, "--overwrite", *words))
        contents.append(out.read_bytes())
    assert answers[0] == answers[1] and contents[0] == contents[1]
    assert answers[0].status == 0 and contents[0]
    return answers[0]


@pytest.mark.parametrize(("columns", "how"), CASES.values(), ids=CASES)
def test_the_same_bytes(
    altui: Door, tmp_path: Path, new: Path, columns: tuple[str, ...], how: dict[str, Any]
) -> None:
    session = begin_session(write_shop(tmp_path / "shop.csv"), columns, **how)
    both(altui, session, save(altui, session), new)


def test_several_classes_weigh_alike_and_are_ranked(altui: Door, tmp_path: Path, new: Path) -> None:
    file = write_shop(tmp_path / "shop.csv", classes=4)
    session = begin_session(file, ALL, test="0.2")
    model = save(altui, session)
    both(altui, session, model, new)
    both(altui, session, model, new, "--ranked", "--class", "c")
    refused = altui("predict", "--model", model, new, "-o", tmp_path / "o.csv", "--ranked")
    assert refused.status == 2 and "The classes are: a, b, c, d." in refused.err


def test_a_rare_class_is_named_by_the_same_threshold(
    altui: Door, tmp_path: Path, new: Path
) -> None:
    file = write_shop(tmp_path / "shop.csv", 300, rare=0.12)
    session = begin_session(file, NUMBERS[:2], rows=120, test="0.3")
    model = save(altui, session)
    assert "'b' is named from a probability of" in one_line(both(altui, session, model, new))
    told = one_line(both(altui, session, model, new, "--ranked", "--threshold", "0.2"))
    assert "With this threshold, test: recall of 'b'" in told and "likely 'b' come first" in told
    both(altui, session, model, new, "--threshold", "0.5")


def test_the_confidence_is_fitted_to_the_random_check(
    altui: Door, tmp_path: Path, new: Path
) -> None:
    session = begin_session(write_shop(tmp_path / "shop.csv"), ALL, rows=110, audit=15)
    told = one_line(both(altui, session, save(altui, session), new))
    assert "The probabilities are calibrated on 1" in told


def test_plain_numbers_of_a_session_begun_before(altui: Door, tmp_path: Path) -> None:
    file = tmp_path / "n.csv"
    rows = "".join(f"{i % 13 or ''},{i % 2 + i / 50},{'ab'[i % 2]}\n" for i in range(60))
    file.write_text("m,n,label\n" + rows)
    session = begin_session(file, ("m=numeric", "n=numeric"), learner=0)
    both(altui, session, save(altui, session), file)


def test_texts_without_words(altui: Door, tmp_path: Path) -> None:
    file = tmp_path / "e.csv"
    file.write_text(
        "t,label\n"
        + "".join(f"{'😀👍'[i % 2]} {'👎😃'[i % 3 % 2]},{'ab'[i % 2]}\n" for i in range(60))
    )
    session = begin_session(file, ("t=text:words",))
    both(altui, session, save(altui, session), file)


def test_a_file_without_a_header_is_read_as_the_data_were(altui: Door, tmp_path: Path) -> None:
    file, new = tmp_path / "bare.csv", tmp_path / "new.csv"
    file.write_text("".join(f"{i % 13},{i % 2 + i / 50},{'ab'[i % 2]}\n" for i in range(60)))
    new.write_text(file.read_text()[80:].partition("\n")[2])
    columns = ("column_1=numeric", "column_2=numeric")
    session = begin_session(file, columns, target="column_3", layout=Layout(header_row=0))
    told = both(altui, session, save(altui, session), new).err
    assert "as in the session" in told and "rows written" in told


def test_columns_of_html_are_read_without_their_tags(
    altui: Door, tmp_path: Path, new: Path
) -> None:
    file = write_shop(tmp_path / "shop.csv")
    for each in (file, new):
        each.write_text(each.read_text().replace("parcel", "<b>par</b>cel<br>"))
    session = begin_session(file, ("body=text",), html=("body",))
    both(altui, session, save(altui, session), new)


def test_vectors_in_cells_and_in_a_file(altui: Door, tmp_path: Path) -> None:
    lines = [f'{i},"[{i % 2 + i / 100}, {i % 7}]",{"ab"[i % 2]}' for i in range(60)]
    file, vectors = tmp_path / "v.csv", tmp_path / "v.npy"
    file.write_text("n,v,label\n" + "\n".join(lines) + "\n")
    np.save(vectors, np.random.default_rng(0).normal(size=(60, 3)).astype(np.float32))
    session = begin_session(file, ("v=vector", "n=numeric"), vectors=str(vectors))
    model = save(altui, session)
    both(altui, session, model, file, "--vectors", vectors)
    refused = altui("predict", "--model", model, file, "-o", tmp_path / "o.csv")
    assert refused.status == 2 and "--vectors FILE.npy" in refused.err


def test_pictures(altui: Door, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    for k in range(2):
        image.new("RGB", (20, 20), ("red", "blue")[k]).save(tmp_path / f"{k}.png")
    file = tmp_path / "p.csv"
    rows = "".join(f"{i},{i % 2}.png,{'ab'[i % 2]}\n" for i in range(40))
    file.write_text("n,p,label\n" + rows)
    session = begin_session(file, ("p=image",))
    both(altui, session, save(altui, session), file)


def test_a_model_of_ones_own_is_named_again(altui: Door, tmp_path: Path, new: Path) -> None:
    name = "sklearn.naive_bayes:GaussianNB"
    session = begin_session(write_shop(tmp_path / "shop.csv"), NUMBERS, model=name)
    model = save(altui, session, "--own-model", name)
    refused = altui("predict", "--model", model, new, "-o", tmp_path / "o.csv")
    assert refused.status == 2 and f"--own-model {name}" in refused.err
    both(altui, session, model, new, "--own-model", name)


def test_a_session_or_a_model_is_named_and_not_both(altui: Door, tmp_path: Path, new: Path) -> None:
    session = begin_session(write_shop(tmp_path / "shop.csv"), NUMBERS)
    model, out = save(altui, session), ("-o", tmp_path / "o.csv")
    for words in ((new,), (session, new, "--model", model), (session, session, new)):
        answer = altui("predict", *words, *out)
        assert answer.status == 2 and "name one session, or a saved model" in answer.err
    answer = altui("predict", model, new, *out)
    assert answer.status == 2 and "Name it with --model FILE.skops" in answer.err


def test_a_column_that_is_missing_is_named(altui: Door, tmp_path: Path, new: Path) -> None:
    model = save(altui, begin_session(write_shop(tmp_path / "shop.csv"), ALL))
    new.write_text(new.read_text().replace("weight", "wieght"))
    answer = altui("predict", "--model", model, new, "-o", tmp_path / "o.csv")
    assert answer.status == 2 and "there is no column 'weight'" in one_line(answer)
    assert "Did you mean 'wieght'?" in answer.err and not (tmp_path / "o.csv").exists()


def one_line(answer: Answer) -> str:
    return " ".join(answer.err.split())
