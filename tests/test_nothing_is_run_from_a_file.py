"""No file can make altui run code: nothing is unpickled, evaluated or imported on its word."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import altui
from tests.cli.doors import PROGRAM, ROOT, outside
from tests.cli.sessions import label, write_clouds
from tests.terminal.program import EXECUTED, environment_of
from tests.terminal.terminal import Terminal

SOURCE = Path(altui.__file__).parent
UNSAFE_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "joblib"} | {
    "code",
    "codeop",
    "runpy",
    "subprocess",
    "pdb",
}
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__", "import_module", "system", "popen"} | {
    "read_pickle",
    "get_untrusted_types",
}
ALLOWED = {
    ("__init__.py", "import_module"): "altui's own public names, by a list in its code",
    ("api/label.py", "subprocess"): "altui's own screen, in the Python that runs",
    ("cli/main.py", "import_module"): "altui's own commands, by a name in its own list",
    ("display/pager.py", "subprocess"): "the person's own PAGER, or less, without a shell",
    ("learning/classifiers/plugins.py", "import_module"): "a model that the command line names",
    ("tui/screens/__init__.py", "import_module"): "altui's own screens, by names in its code",
    ("labeling/scanning/cluster.py", "pickle"): "what altui itself sends to workers",
    ("labeling/scanning/on_workers.py", "pickle"): "on a worker, what altui has sent to it",
    ("learning/newton/routines.py", "import_module"): "two packages of scipy, by names in its code",
    ("labeling/model_files/loading.py", "load"): "skops makes only what it trusts, and is told "
    "no more than trees, which are looked at, and the class that the command line names",
}


def unsafe(path: Path) -> Iterator[str]:
    """Whatever in a module could run what a file says."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from {each.name.partition(".")[0] for each in node.names} & UNSAFE_MODULES
        elif isinstance(node, ast.ImportFrom):
            yield from {(node.module or "").partition(".")[0]} & UNSAFE_MODULES
            if node.module == "skops.io":
                yield from {each.name for each in node.names} & {"load", "loads"}
        elif isinstance(node, ast.Call):
            yield from _called(node)


def _called(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    owner = getattr(getattr(call.func, "value", None), "id", "")
    if name in UNSAFE_CALLS and owner != "re":
        yield name
    told = [word for word in call.keywords if word.arg in ("allow_pickle", "shell")]
    if any(not isinstance(word.value, ast.Constant) or word.value.value for word in told):
        yield f"{name} with {[word.arg for word in call.keywords]}"


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from joblib import load",
        "def f():\n    import shelve as s",
        "from skops.io import load",
        "eval('1')",
        "numpy.load('x', allow_pickle=True)",
        "importlib.import_module(name)",
        "os.system('ls')",
    ],
)
def test_what_is_unsafe_is_seen(tmp_path: Path, code: str) -> None:
    (tmp_path / "module.py").write_text(code)
    assert list(unsafe(tmp_path / "module.py"))


def test_no_module_of_altui_unpickles_or_evaluates() -> None:
    found = {
        (str(path.relative_to(SOURCE)), what)
        for path in SOURCE.rglob("*.py")
        for what in unsafe(path)
    }
    assert found == set(ALLOWED)


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """A session whose model is a module that leaves a mark when it is imported."""
    label(write_clouds(tmp_path / "clouds.csv"), range(12), model="evil:Evil")
    (tmp_path / "evil.py").write_text(
        "from pathlib import Path\n"
        "from sklearn.linear_model import LogisticRegression as Evil\n"
        f"Path({str(tmp_path / 'mark')!r}).touch()\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["status", "clouds.csv"], 0),
        (["export", "clouds.csv", "-o", "out.csv"], 0),
        (["recover", "clouds.csv"], 0),
        (["predict", "clouds.csv", "clouds.csv", "-o", "out.csv"], 2),
        pytest.param(["export", "clouds.csv", "--model", "o.skops"], 2, marks=pytest.mark.slow),
    ],
    ids=range(5),
)
def test_no_command_imports_a_model_on_the_word_of_a_session(
    marked: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int
) -> None:
    monkeypatch.chdir(marked)
    answer = outside(PROGRAM, words, PYTHONPATH=f"{ROOT}:{marked}")
    assert answer.status == status, answer.err
    assert not (marked / "mark").exists()


@pytest.mark.slow
def test_going_on_imports_it_only_when_it_is_named_again(marked: Path) -> None:
    words = ("label", "clouds.csv", "--dwell", "0")
    environment = {"PYTHONPATH": f"{ROOT}:{marked}"}
    with Terminal(*words, folder=marked, environment=environment, program=EXECUTED) as terminal:
        assert terminal.end() == 2
        assert "--model evil:Evil" in terminal.text
    assert not (marked / "mark").exists()
    with Terminal(*words, "--model", "evil:Evil", folder=marked) as terminal:
        terminal.wait_for("query 13")
    assert (marked / "mark").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["simulate", "tutorial", "--seeds", "8", "--queries", "20", "--json"],
        ["demo", "--model", "forest", "--plain"],
    ],
    ids=["simulate", "label"],
)
def test_no_module_beside_the_data_is_imported(tmp_path: Path, words: list[str]) -> None:
    """Worker processes are new Pythons: these look into the folder that one is in before they look
    into their own, unless they are told not to."""
    data, script = tmp_path / "data", tmp_path / "bin" / "altui"
    data.mkdir()
    for name in ("multiprocessing", "pickle", "socket", "random", "numpy"):
        (data / f"{name}.py").write_text(f"open({str(tmp_path / 'mark')!r}, 'w')\n")
    script.parent.mkdir()
    script.write_text("from altui.cli.main import main\n\nif __name__ == '__main__':\n    main()\n")
    done = subprocess.run(
        [sys.executable, script, *words],
        input="0\n1\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=data,
        env={**environment_of(), "PYTHONPATH": str(ROOT)},
    )
    assert not (tmp_path / "mark").exists()
    assert (done.returncode, done.stdout != "") == (0, True), done.stderr
