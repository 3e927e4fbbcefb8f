"""Reads the bundled snapshot: figures that work without a network, each file checked against its hash.

A missing or damaged file costs the indicators in it, never the rest, and is reported as a fault with its remedy.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa

from loaders.cells import day
from loaders.home import ROOT
from loaders.observations import EMPTY_TABLE, Edition, Held, Observations, Provenance, only, read_parquet
from loaders.registry import fault, whole_files
from loaders.snapshot_package import SEPARATOR, TABLE
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
        tables = _provenance(contents.get("provenance.csv", b""))
    except (KeyError, TypeError, ValueError):
        tables = {}
        faults.append(fault("provenance.csv", "is damaged (a cell is not what it should be)"))
    newest, earlier = list[Observations](), list[Observations]()
    for file, rows in tables.items():
        if file not in contents:
            continue
        try:
            found = Observations(only(read_parquet(contents[file]), rows), rows)
        except (pa.ArrowException, OSError):
            faults.append(fault(file, "cannot be read"))
            continue
        (newest if file.startswith("observations/") else earlier).append(found)
    table = pa.concat_tables([EMPTY_TABLE, *(part.table for part in newest)]).unify_dictionaries()
    provenance = {name: row for part in newest for name, row in part.provenance.items()}
    return Snapshot(Observations(table, provenance, _editions(newest, earlier)), tuple(faults))


def _editions(newest: Iterable[Observations], earlier: Iterable[Observations]) -> dict[str, tuple[Edition, ...]]:
    """By source, the tables of the sources that have more than one, oldest first."""
    found: dict[str, list[Observations]] = {}
    for part in (*earlier, *newest):
        found.setdefault(next(iter(part.provenance.values())).source, []).append(part)
    return {source: tuple(map(Held, parts)) for source, parts in found.items() if len(parts) > 1}


def _provenance(content: bytes) -> dict[str, dict[str, Provenance]]:
    """Provenance by table and indicator; none when the file is gone: a figure without its source is not shown."""
    kinds = {field.name: field.type for field in fields(Provenance)}
    tables: dict[str, dict[str, Provenance]] = {}
    table = csv.DictReader(io.StringIO(content.decode("utf-8")))
    header = table.fieldnames or ()
    for row in table:
        rows = tables.setdefault(row.pop(TABLE), {})
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
    return tables
