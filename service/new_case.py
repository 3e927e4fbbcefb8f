"""A case to begin with: a small one that runs, with every table and column there is, as files or as one zip file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from exports.schemas import TABLES, as_text, columns_of, data_package
from loaders.case_zip import packed, write
from loaders.files import LEFT_BY_SYSTEMS
from loaders.home import ROOT

_EXAMPLE = ROOT / "new_case"
ZIP_NAME = "plumbline-case.zip"


class NotEmpty(Exception):
    """The folder holds something."""


def files() -> dict[str, bytes]:
    """The files of the case by name: the worked example, tables that are empty but for their header, and what editors open it by."""
    found = {path.name: path.read_bytes() for path in sorted(_EXAMPLE.iterdir()) if path.name not in LEFT_BY_SYSTEMS}
    for name, table in TABLES.items():
        if table.case and table.path not in found:
            sink = io.StringIO()
            csv.writer(sink, lineterminator="\n").writerow(columns_of(name))
            found[table.path] = sink.getvalue().encode()
    return {**found, "datapackage.json": as_text(data_package()).encode()}


def zipped() -> bytes:
    """The same as a zip file."""
    return packed(files())


def write_new(folder: Path) -> list[str]:
    """Write the files into a folder, which is made; their names. Raises NotEmpty where it holds anything, and OSError."""
    if folder.is_dir() and any(path.name not in LEFT_BY_SYSTEMS for path in folder.iterdir()):
        raise NotEmpty
    folder.mkdir(parents=True, exist_ok=True)
    made = files()
    write(made, folder)
    return list(made)
