"""newton imports no scikit-learn, and of scipy what its matrix is made of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import expit as expit_of_scipy

from altui.learning.newton.routines import expit
from tests.cli.doors import outside

ASKED = """
import sys
from importlib.metadata import version
import numpy as np
from altui.learning.classifiers.models import model_factory
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge

IS_SPARSE, CLASSES = %s
matrix = np.random.default_rng(0).standard_normal((300, 40)).astype(np.float32)
matrix[matrix < 0.5] = 0
if IS_SPARSE:
    from scipy.sparse import csr_matrix
    matrix = csr_matrix(matrix)
pool = np.ones(300, bool)
model = model_factory("newton", seed=0, sparse=IS_SPARSE)
learner = Learner(
    matrix, pool, n_classes=CLASSES, strategy="margin", seed=0, model=model, hints=True
)
rows = np.arange(30)
pool[rows] = False
known = Knowledge(event=30, rows=rows, labels=rows %% CLASSES, available=pool, answered=30)
assert learner.round(known).query.probabilities is not None
packages = {"sklearn", "joblib"}
# Earlier versions keep expit in the module that needs the whole package.
if tuple(map(int, version("scipy").split(".")[:2])) >= (1, 15):
    packages |= {"scipy.linalg", "scipy.special"} if IS_SPARSE else {"scipy"}
assert not packages & set(sys.modules), packages & set(sys.modules)

# What was loaded alone is the packages' own, and does not disturb them.
from altui.learning.newton.routines import expit, lapack
import scipy.linalg.lapack, scipy.special, sklearn.linear_model
matrix = np.eye(20) + 1 / np.arange(1, 21)
wanted = scipy.linalg.lapack.dpotrf(matrix, lower=1)[0]
assert lapack().dpotrf(matrix, lower=1)[0].tobytes() == wanted.tobytes()
assert scipy.linalg._flapack.__name__ == "scipy.linalg._flapack"
assert np.allclose(scipy.linalg.cholesky(np.eye(3)), np.eye(3))
"""


@pytest.mark.parametrize("asked", [(False, 2), (False, 4), (True, 2), (True, 4)])
def test_a_round_imports_nothing_that_it_does_not_need(asked: tuple[bool, int]) -> None:
    answer = outside(ASKED % (asked,))
    assert answer.status == 0, answer.err


@given(arrays(np.float64, 20, elements=st.floats(allow_nan=True)))
def test_probabilities_have_the_bits_of_scipy(scores: np.ndarray) -> None:
    assert np.asarray(expit(scores)).tobytes() == expit_of_scipy(scores).tobytes()
