"""Reads the bundled snapshot: figures that work without a network, each file checked against its hash.

A missing or damaged file costs the indicators in it, never the rest, and is reported as a fault with its remedy.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa

from loaders.cells import day
from loaders.home import ROOT
from loaders.observations import EMPTY_TABLE, Observations, Provenance, only, read_parquet
from loaders.registry import fault, whole_files
from loaders.snapshot_package import SEPARATOR
from loaders.tables import Fault

FOLDER = ROOT / "data"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The bundled observations, and what could not be read of them."""

    observations: Observations
    faults: tuple[Fault, ...]


def load(folder: Path = FOLDER) -> Snapshot:
    """Read the snapshot in ``folder``; whatever is wrong with it becomes a fault, never an exception."""
    contents, faults = whole_files(folder)
    try:
        provenance = _provenance(contents.get("provenance.csv", b""))
    except (KeyError, TypeError, ValueError):
        provenance = {}
        faults.append(fault("provenance.csv", "is damaged (a cell is not what it should be)"))
    tables, read = [], set()
    for file, content in contents.items():
        if file.endswith(".parquet") and provenance:
            try:
                tables.append(read_parquet(content))
            except (pa.ArrowException, OSError):
                faults.append(fault(file, "cannot be read"))
                continue
            read.add(Path(file).stem)
    kept = {name: row for name, row in provenance.items() if row.source in read}
    table = pa.concat_tables([EMPTY_TABLE, *tables]).unify_dictionaries()
    return Snapshot(Observations(only(table, kept), kept), tuple(faults))


def _provenance(content: bytes) -> dict[str, Provenance]:
    """Provenance by indicator; none when the file is gone: a figure without its source is not shown."""
    kinds = {field.name: field.type for field in fields(Provenance)}
    rows: dict[str, Provenance] = {}
    table = csv.DictReader(io.StringIO(content.decode("utf-8")))
    header = table.fieldnames or ()
    for row in table:
        if row["indicator"] in rows or len(set(header)) < len(header):
            raise ValueError("an indicator, or a column, stands there twice")
        cells: dict[str, Any] = {}
        for name, cell in row.items():
            if kinds[name] == "int":
                cells[name] = int(cell)
            elif kinds[name] == "dt.date":
                cells[name] = day(cell)
            elif kinds[name] == "tuple[str, ...]":
                cells[name] = tuple(filter(None, cell.split(SEPARATOR)))
            else:
                cells[name] = cell
        rows[row["indicator"]] = Provenance(**cells)
    return rows
