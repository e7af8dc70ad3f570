"""References in RIS form: those of a RIS file as they stand, with notes (N1) added.

A note says `altui_label: relevant`, which altui reads as a column again. Where the classes say
what is relevant, ASReview's own note stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

from altui.data.readers.references.fields import NOTE, RIS_FIELDS, SCREENED
from altui.data.readers.references.table import ReferenceTable
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.data.writers.output import Output, Value

LABEL = "altui_label"
JOURNAL = "JOUR"
SEVERAL = ("authors", "keywords")
RELEVANT = {"relevant", "included", "include", "yes", "1", "true"}
IRRELEVANT = {"irrelevant", "not relevant", "excluded", "exclude", "no", "0", "false"}


def write_ris(output: Output, stream: BinaryIO) -> int:
    screening = _screening(output.asked.classes)
    return sum(1 for index in output.places() if stream.write(_text(output, index, screening)))


def _text(output: Output, index: int, screening: Mapping[str, str]) -> bytes:
    extra = output.extra_cells(index)
    said = {name: value for name, value in extra.items() if value not in ("", None)}
    screened = screening.get(str(said.get(LABEL)))
    notes = [screened] if screened else []
    notes += [f"{name}: {_one_line(value)}" for name, value in said.items()]
    try:
        return _reference(output, index, notes).encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(
            "a cell holds half of a surrogate pair, which only JSON can spell",
            where=output.table.location(index),
            hint="Write a .jsonl file instead.",
        ) from None


def _screening(classes: tuple[str, ...]) -> Mapping[str, str]:
    """ASReview's note for each class, where one of two means relevant and the other does not."""
    found = {
        name: f"ASReview_{word}"
        for name in classes
        for word, names in (("relevant", RELEVANT), ("irrelevant", IRRELEVANT))
        if name.strip().casefold() in names
    }
    return found if len(classes) == 2 and len(set(found.values())) == 2 else {}


def _reference(output: Output, index: int, notes: list[str]) -> str:
    table = output.table
    if isinstance(table, ReferenceTable) and table.kind == "ris":
        return _with_notes(table.record_text(index), notes, output.replaced)
    cells = table.cells(index)
    lines = _tagged({table.columns[place]: cells[place] for place in output.kept}, str(table.path))
    return "".join(f"{tag}  - {value}\n" for tag, value in lines) + _notes(notes, "\n") + _end("\n")


def _with_notes(lines: list[str], notes: list[str], appended: set[str]) -> str:
    """The reference with the notes before its end, in place of earlier ones of the columns that
    are appended."""
    names = appended | {note.partition(":")[0] for note in notes}
    kept = [line for line in lines if not _is_replaced(line, names)]
    line_end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    if kept[-1].startswith("ER"):
        kept.pop()
    elif not kept[-1].endswith("\n"):
        kept[-1] += line_end
    return "".join(kept) + _notes(notes, line_end) + _end(line_end)


def _is_replaced(line: str, names: set[str]) -> bool:
    if not line.startswith("N1"):
        return False
    said = line.partition("- ")[2].strip()
    note, screened = NOTE.fullmatch(said), SCREENED.fullmatch(said)
    has_own = any(name.startswith("ASReview_") for name in names)
    return (note is not None and note[1] in names) or (screened is not None and has_own)


def _tagged(cells: dict[str, str], where: str) -> list[tuple[str, str]]:
    """The cells as tags; a column that RIS has no tag for is a note."""
    tags = {name: tags[0] for name, tags in RIS_FIELDS.items()}
    by_name = {name.strip().casefold(): name for name in cells}
    if "title" not in by_name:
        raise InputError(
            "RIS is for references, and there is no column 'title'",
            where=where,
            hint="Write another format, such as .csv.",
        )
    lines = [("TY", JOURNAL)]
    for known, name in by_name.items():
        text = cells[name]
        if known == "type" or not text:
            continue
        if known in tags:
            parts = text.split("; ") if known in SEVERAL else [text]
            lines += [(tags[known], _one_line(part)) for part in parts]
        else:
            lines.append(("N1", f"{name}: {_one_line(text)}"))
    return lines


def _notes(notes: list[str], line_end: str) -> str:
    return "".join(f"N1  - {note}{line_end}" for note in notes)


def _end(line_end: str) -> str:
    return f"ER  - {line_end}{line_end}"


def _one_line(value: Value) -> str:
    return " ".join(str(value).split())
