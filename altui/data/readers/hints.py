"""The command that turns a file which altui does not read into one that it does.

Each is whole: it may be copied, and reads the file under its own name.
"""

from __future__ import annotations

import re
from pathlib import Path
from shlex import quote

WORD = re.compile(r"\{(\w+)\}")

HINTS = {
    ".rds": "In R: write.csv(readRDS({name}), {out}, row.names = FALSE)",
    ".rda": "In R: load({name}), then write.csv(TABLE, {out}, row.names = FALSE)",
    ".rdata": "In R: load({name}), then write.csv(TABLE, {out}, row.names = FALSE)",
    ".sav": 'In R: write.csv(haven::read_sav({name}), {out}, row.names = FALSE, na = "")',
    ".dta": 'In R: write.csv(haven::read_dta({name}), {out}, row.names = FALSE, na = "")',
    ".sas7bdat": 'In R: write.csv(haven::read_sas({name}), {out}, row.names = FALSE, na = "")',
    ".xpt": 'In R: write.csv(haven::read_xpt({name}), {out}, row.names = FALSE, na = "")',
    ".mat": "In MATLAB: load({name}), then writetable(TABLE, {out})",
    ".npz": 'In Python: numpy.savetxt({out}, numpy.load({name})["X"], delimiter=",")',
    ".npy": "Vectors go beside a table, a row each: altui label DATA.csv --vectors {shell}",
    ".pkl": "In Python: pandas.read_pickle({name}).to_csv({out}, index=False). Only do so with a "
    "file that you trust.",
    ".pdf": "Text: pdftotext -layout {shell} {shell_txt}, then altui label {shell_txt}",
    ".docx": "Text: pandoc -t plain --wrap=none {shell} -o {shell_txt}. A table: copy it into a "
    "spreadsheet and save that as CSV.",
    ".html": "In Python: pandas.read_html({name})[0].to_csv({out}, index=False)",
    ".xml": "In Python: pandas.read_xml({name}).to_csv({out}, index=False)",
    ".yaml": "A list of objects: yq -o=json {shell} > {shell_json}",
    ".toml": "A list of objects: yq -o=json {shell} > {shell_json}",
    ".bib": "In Zotero or JabRef: export the references as RIS (.ris)",
    ".enw": "In EndNote or Zotero: export the references as RIS (.ris)",
    ".7z": "Unpack it: 7z x {shell}",
    ".rar": "Unpack it: unrar x {shell}",
    ".tar": "Unpack it: tar -xf {shell}",
    ".tgz": "Unpack it: tar -xf {shell}",
    ".lz4": "Unpack it: lz4 -d {shell}",
    ".z": "Unpack it: uncompress {shell}",
    ".numbers": "In Numbers: File > Export To > CSV",
    ".gsheet": "It is a link only. In Google Sheets: File > Download > CSV",
    ".gdoc": "It is a link only. In Google Docs: File > Download > Plain text",
    ".pages": "In Pages: File > Export To > Plain Text",
    ".avro": "In Python: polars.read_avro({name}).write_csv({out})",
    ".orc": "In Python: pandas.read_orc({name}).to_csv({out}, index=False)",
    ".h5": "In Python: pandas.read_hdf({name}).to_csv({out}, index=False)",
    ".arff": "In R: write.csv(foreign::read.arff({name}), {out}, row.names = FALSE)",
    ".dbf": "In R: write.csv(foreign::read.dbf({name}), {out}, row.names = FALSE)",
    ".mdb": "mdb-export {shell} TABLE > {shell_csv}; mdb-tables {shell} lists the tables",
    ".eml": "Save the messages as CSV, a message a row.",
    ".md": "Rename it to end in .txt: each line is a row.",
    ".log": "Rename it to end in .txt: each line is a row.",
    ".data": "Rename it by what it holds: .csv, .tsv, .jsonl, or .txt for a row a line.",
    ".altui": "This is a session. Name the data file beside it, or: altui status {shell}",
}
SAME = {
    ".pickle": ".pkl",
    ".doc": ".docx",
    ".odt": ".docx",
    ".rtf": ".docx",
    ".htm": ".html",
    ".yml": ".yaml",
    ".hdf5": ".h5",
    ".hdf": ".h5",
    ".por": ".sav",
    ".zsav": ".sav",
    ".mbox": ".eml",
    ".accdb": ".mdb",
    ".text": ".log",
}


def hint_for(path: Path, ending: str) -> str:
    """The hint for a file of this ending; empty where nothing is known of it."""
    hint = HINTS.get(SAME.get(ending, ending), "")
    stem = path.name[: -len(ending)] if ending else path.name
    words = {
        "name": _in_quotes(path.name),
        "out": _in_quotes(f"{stem}.csv"),
        "shell": quote(path.name),
        "shell_txt": quote(f"{stem}.txt"),
        "shell_csv": quote(f"{stem}.csv"),
        "shell_json": quote(f"{stem}.json"),
    }
    return WORD.sub(lambda found: words[found[1]], hint)


def _in_quotes(name: str) -> str:
    """The name as R, Python and MATLAB write a text."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
