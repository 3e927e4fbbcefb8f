"""Reads the bundled snapshot: figures that work without a network, each file checked against its hash.

A missing or damaged file costs the indicators in it, never the rest, and is reported as a fault with its remedy.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.home import ROOT
from loaders.observations import COLUMNS, Observations, Provenance
from loaders.registry import fault, whole_files
from loaders.snapshot_package import SEPARATOR
from loaders.tables import Fault

FOLDER = ROOT / "data"


@dataclass(frozen=True)
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
                tables.append(pq.read_table(pa.BufferReader(content), use_threads=False))
            except (pa.ArrowException, OSError):
                faults.append(fault(file, "cannot be read"))
                continue
            read.add(Path(file).stem)
    kept = {name: row for name, row in provenance.items() if row.source in read}
    frame = _frame(tables)
    return Snapshot(Observations(frame[frame["indicator"].isin(kept)], kept), tuple(faults))


def _frame(tables: list[pa.Table]) -> pd.DataFrame:
    if not tables:
        return pd.DataFrame(columns=list(COLUMNS))
    return pa.concat_tables(tables).unify_dictionaries().to_pandas(date_as_object=False)


def _provenance(content: bytes) -> dict[str, Provenance]:
    """Provenance by indicator; none when the file is gone: a figure without its source is not shown."""
    kinds = {field.name: field.type for field in fields(Provenance)}
    rows = {}
    for row in csv.DictReader(io.StringIO(content.decode("utf-8"))):
        cells = {}
        for name, cell in row.items():
            if kinds[name] == "int":
                cells[name] = int(cell)
            elif kinds[name] == "dt.date":
                cells[name] = dt.date.fromisoformat(cell)
            elif kinds[name] == "tuple[str, ...]":
                cells[name] = tuple(filter(None, cell.split(SEPARATOR)))
            else:
                cells[name] = cell
        rows[row["indicator"]] = Provenance(**cells)
    return rows
