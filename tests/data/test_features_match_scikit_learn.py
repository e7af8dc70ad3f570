"""The streamed matrix is what scikit-learn's own transformers would make of the columns."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import issparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from altui.data.dataset import DataOptions
from altui.data.features.matrix import Features, build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.errors import InputError
from tests.data.conftest import MakeTable


def features_of(
    table: MakeTable, content: str, test: str | None = None, **asked: object
) -> Features:
    opened = table(content)
    schema = infer_schema(opened, **asked)  # type: ignore[arg-type]
    options = DataOptions(classes=("a", "b"), test=test, boundary="linear")
    return build_features(load_dataset(opened, schema, options))


def test_numbers_are_imputed_and_standardised(table: MakeTable) -> None:
    random = np.random.default_rng(0)
    values = random.normal([1.6e9, 1e-8, -3], [10, 1e-9, 100], (20_000, 3))
    values[random.random(values.shape) < 0.05] = np.nan
    values[np.isnan(values).all(1), 0] = 0  # a row of blank cells would be none
    lines = "".join(
        ",".join("" if np.isnan(v) else repr(float(v)) for v in row) + "\n" for row in values
    )
    made = features_of(table, "t,u,v\n" + lines)
    imputed = SimpleImputer(strategy="median").fit_transform(values)
    assert isinstance(made.matrix, np.ndarray)
    assert made.matrix.dtype == np.float32
    assert np.allclose(made.matrix, StandardScaler().fit_transform(imputed), atol=2e-4)
    assert list(made.names) == list(made.columns) == ["t", "u", "v"]


def test_absurdly_large_numbers_stay_finite(table: MakeTable) -> None:
    made = features_of(table, "x,z\n1e300,1\n-1e300,2\n3,3\n4,1\n")
    assert np.isfinite(made.matrix).all()


def test_categories_become_ones(table: MakeTable) -> None:
    colours = ["red", "green", "", "blue"] * 10
    made = features_of(table, "n,c\n" + "".join(f"{2 * i},{c}\n" for i, c in enumerate(colours)))
    wanted = OneHotEncoder(sparse_output=False).fit_transform(np.array(colours)[:, None])
    assert np.array_equal(made.matrix[:, 1:], wanted)
    assert list(made.names) == ["n", "c=", "c=blue", "c=green", "c=red"]
    assert list(made.columns) == ["n", "c", "c", "c", "c"]


TEXTS = [f"the free trial number {i} is here" for i in range(30)]
SCALE = np.sqrt(np.float32(10))


def tfidf(texts: list[str], **said: object) -> NDArray[np.float32]:
    vectorizer = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **said)  # type: ignore[arg-type]
    found: NDArray[np.float32] = vectorizer.fit_transform(texts).toarray()
    return found


def test_words_and_pairs_are_weighed(table: MakeTable) -> None:
    made = features_of(table, "t\n" + "\n".join(TEXTS) + "\n", columns=["t=text:words"])
    assert issparse(made.matrix)
    assert made.matrix.format == "csr"
    assert made.matrix.dtype == np.float32
    assert np.allclose(made.matrix.toarray(), SCALE * tfidf(TEXTS, ngram_range=(1, 2)))
    assert "word: free trial" in made.names
    assert made.columns[0] == "t"


def test_words_stand_beside_the_characters_within_them(table: MakeTable) -> None:
    made = features_of(table, "n,t\n" + "".join(f"{i * i},{t}\n" for i, t in enumerate(TEXTS)))
    words = tfidf(TEXTS, ngram_range=(1, 2))
    characters = tfidf(TEXTS, analyzer="char_wb", ngram_range=(2, 4))
    wanted = SCALE * np.hstack([words, characters])
    assert np.allclose(made.matrix[:, 1:].toarray(), wanted, atol=1e-6)
    assert np.isclose(made.matrix[:, 0].toarray().std(), 1)


def test_columns_that_are_read_alike_are_one_text(table: MakeTable) -> None:
    rows = "".join(f"{text},its title {i},and more {i}\n" for i, text in enumerate(TEXTS))
    asked = ["a=text:words", "b=text:both", "c=text:words"]
    made = features_of(table, "a,b,c\n" + rows, columns=asked)
    texts = [f"{text}\nand more {i}" for i, text in enumerate(TEXTS)]
    wanted = SCALE * tfidf(texts, ngram_range=(1, 2))
    assert np.allclose(made.matrix[:, : wanted.shape[1]].toarray(), wanted, atol=1e-6)
    assert made.columns[0] == "" and made.columns[-1] == "b"


def test_a_text_weighs_as_with_a_regularisation_of_ten() -> None:
    random = np.random.default_rng(0)
    words, labels = random.random((40, 20)), random.integers(2, size=40)
    tens = LogisticRegression(C=10, tol=1e-9, max_iter=10_000).fit(words, labels)
    ones = LogisticRegression(tol=1e-9, max_iter=10_000).fit(SCALE * words, labels)
    shares = ones.predict_proba(SCALE * words)
    assert np.allclose(tens.predict_proba(words), shares, atol=1e-5)


def test_all_kinds_stand_side_by_side(table: MakeTable) -> None:
    rows = "".join(
        f"{2 * i},{'uv'[i % 2]},some words about {i},and {i} more of it\n" for i in range(40)
    )
    made = features_of(table, "n,c,t1,t2\n" + rows)
    assert issparse(made.matrix)
    assert list(made.names[:3]) == ["n", "c=u", "c=v"]
    assert made.matrix.shape == (40, len(made.names)) == (40, len(made.columns))
    assert made.columns[-1] == ""


def test_very_many_categories_are_sparse(table: MakeTable) -> None:
    rows = "".join(f"k{i % 250}\n" for i in range(600))
    made = features_of(table, "c\n" + rows, columns=["c=categorical"])
    assert issparse(made.matrix)
    assert made.matrix.shape == (600, 250)


@pytest.mark.parametrize(
    "texts", [["😀", "😃 😀", "😀"], ["a b c", "b c d", "x"], ["", "?!", "..."]]
)
def test_texts_without_words_still_give_features(table: MakeTable, texts: list[str]) -> None:
    rows = "".join(f'"{text}"\n' for text in texts)
    made = features_of(table, "t\n" + rows, text=["t"])
    assert made.matrix.shape[0] == 3
    assert made.matrix.shape[1] > 0


def test_words_that_all_occur_once_in_a_large_file(table: MakeTable) -> None:
    def word(i: int) -> str:
        return "".join(chr(ord("a") + int(digit)) for digit in f"{i:06}")

    rows = "".join(f"{word(3 * i)} {word(3 * i + 1)} {word(3 * i + 2)}\n" for i in range(1500))
    assert features_of(table, "t\n" + rows).matrix.shape[0] == 1500


def test_nothing_but_empty_texts_is_said(table: MakeTable) -> None:
    with pytest.raises(InputError, match="the columns to learn from are empty"):
        features_of(table, 't,x\n"",1\n"",1\n', text=["t"])


def test_another_file_is_scaled_as_this_one(table: MakeTable, tmp_path: Path) -> None:
    rows = "n,c,t\n" + "".join(
        f"{i if i % 5 else ''},{'uv'[i % 2]},word{i} here now\n" for i in range(50)
    )
    made = features_of(table, rows)
    (tmp_path / "other.csv").write_text("extra,t,c,n\nq,word3 here now,v,3\nq,new here now,w,\n")
    other = made.transform(open_table(tmp_path / "other.csv"))
    assert np.allclose(other[0].toarray(), made.matrix[3].toarray())
    assert other[1].toarray()[0, 1:3].tolist() == [0, 0]


def test_the_test_set_has_its_rows_and_labels(table: MakeTable, tmp_path: Path) -> None:
    rows = "x,label\n" + "".join(f"{2 * i},{'ab'[i % 2]}\n" for i in range(50))
    made = features_of(table, rows, test="0.2")
    assert made.test_matrix is not None
    assert made.test_labels is not None
    assert made.test_matrix.shape == (10, 1)
    assert np.bincount(made.test_labels).tolist() == [5, 5]
    (tmp_path / "test.csv").write_text(rows)
    whole = features_of(table, rows, test=str(tmp_path / "test.csv"))
    assert np.array_equal(whole.test_matrix, whole.matrix)


def test_a_cell_that_is_no_number_is_named(table: MakeTable, tmp_path: Path) -> None:
    words = "".join(f"word{'abcdefghij'[i % 10] * (1 + i // 10)},6\n" for i in range(150))
    with pytest.raises(InputError, match="'worda' is not a number") as caught:
        features_of(table, "x,y2\n1,5\n" + words, columns=["x=numeric"])
    assert caught.value.where.endswith("line 3, column 'x'")
    with pytest.raises(InputError, match="'two' is not a number"):
        features_of(table, "x,y2\n1,5\ntwo,6\nthree,6\n", columns=["x=numeric"])
    made = features_of(table, "x,y2\n1,5\n2,6\n")
    (tmp_path / "other.csv").write_text("x,y2\n1,5\n3,oops\nNA,7\n")
    made.transform(open_table(tmp_path / "other.csv"))
    assert made.transformer is not None
    assert made.transformer.strays == [
        "1 cell of 'y2' is no number (line 3, 'oops'); it counts as missing"
    ]
    (tmp_path / "less.csv").write_text("x\n1\n")
    with pytest.raises(InputError, match="no column 'y2'"):
        made.transform(open_table(tmp_path / "less.csv"))


def test_codes_count_as_numbers_when_a_person_says_so(table: MakeTable) -> None:
    made = features_of(table, "x\n007\n010\n", columns=["x=numeric"])
    assert made.matrix.ravel().tolist() == [-1, 1]


def test_progress_is_told(table: MakeTable) -> None:
    opened = table("x\n" + "1\n2\n" * 10_000)
    told: list[float] = []
    data = load_dataset(opened, infer_schema(opened), DataOptions(classes=("a", "b")))
    build_features(data, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
