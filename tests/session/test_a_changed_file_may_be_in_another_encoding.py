"""A session keeps the encoding of its file; who saved it anew may have chosen another."""

from __future__ import annotations

from pathlib import Path

import pytest

from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.session.reading import read_session
from altui.session.source.reload import open_data

TEXT = "text,n\n" + "".join(f"Größe und schöne Wörter über {n},{n % 7}\n" for n in range(20))


@pytest.mark.parametrize("before", ["utf-8", "cp1252"])
@pytest.mark.parametrize("now", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_it_is_read_as_it_is_now(tmp_path: Path, before: str, now: str, ending: str) -> None:
    if ending == "jsonl":
        lines = TEXT.splitlines()[1:]
        text = "".join(f'{{"text": "{line}", "n": {len(line)}}}\n' for line in lines)
    else:
        text = TEXT
    file = tmp_path / f"data.{ending}"
    file.write_bytes(text.encode(before))
    prepared = prepare(OpenRequest(file=file, classes=("a", "b"), audit=0))
    assert prepared.start is not None
    dataset = prepared.load().dataset
    with prepared.start(dataset) as session:
        path = session.path
    assert read_session(path).settings.options["layout"]["encoding"] == before
    with dataset.table:
        said = dataset.table.cells(19)
    file.write_bytes((text + text[-len(text.splitlines()[-1]) - 1 :]).encode(now))
    with open_data(read_session(path).settings, path) as table:
        assert len(table) == 21 and table.cells(20) == said
