"""Reads the bundled snapshot: figures that work without a network, each file checked against its hash.

A missing or damaged file costs the indicators in it, never the rest, and is reported as a fault with its remedy.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.catalog import ROOT
from loaders.observations import COLUMNS, Observations, Provenance
from loaders.snapshot_package import SEPARATOR
from loaders.tables import Fault

FOLDER = ROOT / "data"
ROW = re.compile(r"(?P<file>[\w./-]+),(?P<hash>[0-9a-f]{64}),\d+")
"""A row of the registry."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The bundled observations, and what could not be read of them."""

    observations: Observations
    faults: tuple[Fault, ...]


def load(folder: Path = FOLDER) -> Snapshot:
    """Read the snapshot in ``folder``; whatever is wrong with it becomes a fault, never an exception."""
    registry, faults = _registry(folder)
    contents: dict[str, bytes] = {}
    for file, expected in registry.items():
        try:
            content = (folder / file).read_bytes()
        except OSError:
            faults.append(_fault(file, "is missing"))
            continue
        if hashlib.sha256(content).hexdigest() == expected:
            contents[file] = content
        else:
            faults.append(_fault(file, "is damaged (it is not the file the registry describes)"))
    try:
        provenance = _provenance(contents.get("provenance.csv", b""))
    except (KeyError, TypeError, ValueError):
        provenance = {}
        faults.append(_fault("provenance.csv", "is damaged (a cell is not what it should be)"))
    tables, read = [], set()
    for file, content in contents.items():
        if file.endswith(".parquet") and provenance:
            try:
                tables.append(pq.read_table(pa.BufferReader(content), use_threads=False))
            except (pa.ArrowException, OSError):
                faults.append(_fault(file, "cannot be read"))
                continue
            read.add(Path(file).stem)
    kept = {name: row for name, row in provenance.items() if row.source in read}
    frame = _frame(tables)
    return Snapshot(Observations(frame[frame["indicator"].isin(kept)], kept), tuple(faults))


def _frame(tables: list[pa.Table]) -> pd.DataFrame:
    if not tables:
        return pd.DataFrame(columns=list(COLUMNS))
    frame: pd.DataFrame = pa.concat_tables(tables).unify_dictionaries().to_pandas(date_as_object=False)
    return frame


def _registry(folder: Path) -> tuple[dict[str, str], list[Fault]]:
    """The hash each file should have. A file without a readable row cannot be trusted, and is not read."""
    try:
        text = (folder / "registry.csv").read_text(encoding="utf-8")
    except OSError:
        return {}, [_fault("registry.csv", "is missing")]
    except UnicodeDecodeError:
        return {}, [_fault("registry.csv", "is damaged")]
    header, *lines = text.splitlines() or [""]
    rows = [ROW.fullmatch(line) for line in lines]
    found = {row["file"]: row["hash"] for row in rows if row}
    whole = header == "file,sha256,bytes" and all(rows) and "provenance.csv" in found
    return found, [] if whole else [_fault("registry.csv", "is damaged")]


def _provenance(content: bytes) -> dict[str, Provenance]:
    """Provenance by indicator; none when the file is gone: a figure without its source is not shown."""
    kinds = {field.name: field.type for field in fields(Provenance)}
    rows = {}
    for row in csv.DictReader(io.StringIO(content.decode("utf-8"))):
        cells: dict[str, Any] = {}
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


def _fault(file: str, problem: str) -> Fault:
    return Fault(
        f"data/{file}",
        1,
        "",
        f"The file {problem}.",
        f"Run: git checkout -- data/{file}, or make the snapshot again: plumbline snapshot build --from DIR",
    )
