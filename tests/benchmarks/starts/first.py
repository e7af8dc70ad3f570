"""`python -m tests.benchmarks.starts.first [KIND ...] [--rows N] [--times N]`: seconds of processor
of the first start of a file, phase by phase, from the start of the process to the first sample.

Each measurement is a process of its own, so that imports count, and kinds of work take turns. The
yardsticks: `bare` is what plain Python needs to cut the file into rows and words and to count them
(csv.reader, str.split, a dict); `tfidf` is scikit-learn's TfidfVectorizer of words and pairs on the
same texts, imported as well. Tables have the bare pass alone, over numbers.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

# Threads that wait for others spin, which is no work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from altui.display.console import put_table, say
from tests.benchmarks.starts.files import KINDS, make

Seconds = dict[str, float]

LOOKING = "imports, rows, columns"
TOTAL, PEAK = "to the first sample", "memory, MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=["texts"], choices=KINDS)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind in said.kinds:
            put_phases(kind, make(kind, Path(folder), said.rows), said.times)


def put_phases(kind: str, file: Path, times: int) -> None:
    yardsticks = ("bare", "tfidf") if KINDS[kind].column else ("bare",)
    found: dict[str, list[Seconds]] = {each: [] for each in ("altui", *yardsticks)}
    for number in range(times):
        for work, measured in found.items():
            say(f"{kind}, {work}, {number + 1} of {times}")
            measured.append(apart(work, kind, file))
    best = {work: min(each, key=lambda phases: phases[TOTAL]) for work, each in found.items()}
    total, peak = best["altui"].pop(TOTAL), best["altui"].pop(PEAK)
    rows = [[name, f"{seconds:.2f}"] for name, seconds in best["altui"].items()]
    rows.append([TOTAL, f"{total:.2f}"])
    for work in yardsticks:
        seconds = best[work][TOTAL]
        rows.append([f"beside {work}, {seconds:.2f} s", f"{total / seconds:.2f} times"])
    rows.append([PEAK, f"{peak:.0f}"])
    put_table(f"first start, {kind}: {file.stat().st_size / 1e6:.1f} MB", ["", "s"], rows)


def apart(work: str, kind: str, file: Path) -> Seconds:
    code = f"from tests.benchmarks.starts import first; first.measure({work!r})"
    words = [sys.executable, "-c", code, kind, str(file)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    seconds: Seconds = json.loads(done.stdout.splitlines()[-1])
    return seconds


def measure(work: str) -> None:
    """In a process of its own: prints the seconds of each phase."""
    import resource

    kind, file = sys.argv[1], Path(sys.argv[2])
    phases = WORKS[work](kind, file)
    phases[TOTAL] = time.process_time()
    phases[PEAK] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(phases), flush=True)
    os._exit(0)


def start(kind: str, file: Path) -> Seconds:
    from altui.labeling.opening.options.request import OpenRequest
    from altui.labeling.opening.prepare import prepare
    from altui.labeling.view import build_view

    column = KINDS[kind].column
    phases: Seconds = {}
    now, doing = 0.0, LOOKING

    def step(text: str, done: float | None = None) -> None:  # noqa: ARG001
        nonlocal now, doing
        before, now = now, time.process_time()
        phases[doing] = phases.get(doing, 0.0) + now - before
        doing = text

    with tempfile.TemporaryDirectory() as folder:
        request = OpenRequest(
            file=file,
            session=Path(folder) / "first.altui",
            id_column="id",
            text_columns=(column,) if column else (),
            classes=("a", "b"),
            no_cache=True,
        )
        annotation = prepare(request).open(step)
        step("choosing the first row")
        annotation.makers()
        build_view(annotation, annotation.learner.round(annotation.session.knowledge()))
        step("")
        annotation.close()
    phases.pop("", None)
    return phases


def count_barely(kind: str, file: Path) -> Seconds:
    import csv

    column = KINDS[kind].column
    counts: dict[str, int] = {}
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        names = next(rows)
        place = names.index(column) if column else 0
        for row in rows:
            if not column:
                _ = [float(cell) for cell in row[1:]]
                continue
            for word in row[place].lower().split():
                counts[word] = counts.get(word, 0) + 1
    return {}


def weigh_words(kind: str, file: Path) -> Seconds:
    import csv

    from sklearn.feature_extraction.text import TfidfVectorizer

    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        place = next(rows).index(KINDS[kind].column)
        texts = [row[place] for row in rows]
    TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit_transform(texts)
    return {}


WORKS: dict[str, Callable[[str, Path], Seconds]] = {
    "altui": start,
    "bare": count_barely,
    "tfidf": weigh_words,
}


if __name__ == "__main__":
    main()
