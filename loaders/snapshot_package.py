"""Writes the snapshot's files: one Parquet file per source, their provenance, a Data Package, a registry of hashes.

The Data Package (https://datapackage.org) describes every file to people and programs that know nothing of this
project. The registry is what :func:`loaders.snapshot.load` checks the files against.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.catalog import Catalog
from loaders.observations import COLUMNS, KEY, SCHEMA, STATUSES, TEXT, Provenance
from loaders.rows import Source

if TYPE_CHECKING:
    import pandas as pd

SEPARATOR = " | "
"""Between several corrections in one cell of provenance.csv."""

FIELDS = {
    "indicator": ("string", "What is measured: an id of catalog/indicators.csv, which has its unit."),
    "entity": (
        "string",
        "Whom the figure is about: an id of catalog/entities.csv; GROUP@YEAR is a group with the members of that year.",
    ),
    "counterpart": ("string", "The other side of a flow; empty for what is no flow."),
    "date": ("date", "The last day of the period."),
    "value": ("number", "The figure, in the unit of the indicator."),
    "status": ("string", "Empty for a figure as published; else estimate, provisional or projection."),
}

LICENCES = {
    "CC BY 4.0": "CC-BY-4.0",
    "CC BY 3.0 IGO": "CC-BY-3.0-IGO",
    "CC0 1.0": "CC0-1.0",
}


def write_package(
    frames: Mapping[str, pd.DataFrame],
    provenance: Mapping[str, Provenance],
    shares: Mapping[str, float],
    target: Path,
    catalog: Catalog,
) -> int:
    """Write everything into ``target``, leaving nothing of a former snapshot; return the bytes written."""
    folder = target / "observations"
    folder.mkdir(parents=True, exist_ok=True)
    contents = {f"observations/{source}.parquet": to_parquet(frame) for source, frame in frames.items()}
    contents["provenance.csv"] = _provenance(provenance)
    package = _package(frames, contents, shares, catalog, provenance)
    contents["datapackage.json"] = (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()
    contents["registry.csv"] = _registry(contents)
    for former in folder.glob("*.parquet"):
        if f"observations/{former.name}" not in contents:
            former.unlink()
    for file, content in contents.items():
        (target / file).write_bytes(content)
    return sum(map(len, contents.values()))


def to_parquet(frame: pd.DataFrame, metadata: Mapping[str, str] | None = None) -> bytes:
    """Observations as a Parquet file, the same bytes for the same rows in whatever order."""
    # As text, for categories sort in the order in which they came up.
    frame = frame.astype(dict.fromkeys((*KEY, "status"), str))
    frame = frame.sort_values([*KEY, "date"], kind="stable", ignore_index=True)
    columns = [
        pa.array(frame[name].astype("datetime64[s]").dt.date if name == "date" else frame[name]).cast(
            SCHEMA.field(name).type
        )
        if SCHEMA.field(name).type != TEXT
        else _dictionary(frame[name])
        for name in COLUMNS
    ]
    sink = io.BytesIO()
    table = pa.table(columns, schema=SCHEMA.with_metadata(dict(metadata)) if metadata else SCHEMA)
    pq.write_table(table, sink, compression="zstd", compression_level=19)
    return sink.getvalue()


def _dictionary(column: pd.Series) -> pa.DictionaryArray:
    """Text as a dictionary in alphabetical order, so that the bytes do not hang on the order of rows."""
    values = sorted(column.unique())
    codes = column.map({value: code for code, value in enumerate(values)})
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(values, pa.string()))


def _provenance(provenance: Mapping[str, Provenance]) -> bytes:
    names = [field.name for field in fields(Provenance)]
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(names)
    for row in provenance.values():
        cells = [getattr(row, name) for name in names]
        writer.writerow([SEPARATOR.join(cell) if isinstance(cell, tuple) else cell for cell in cells])
    return sink.getvalue().encode()


def _registry(contents: Mapping[str, bytes]) -> bytes:
    lines = [f"{file},{hashlib.sha256(content).hexdigest()},{len(content)}\n" for file, content in contents.items()]
    return ("file,sha256,bytes\n" + "".join(lines)).encode()


def _package(
    frames: Mapping[str, pd.DataFrame],
    contents: Mapping[str, bytes],
    shares: Mapping[str, float],
    catalog: Catalog,
    provenance: Mapping[str, Provenance],
) -> dict[str, Any]:
    def file(path: str) -> dict[str, Any]:
        content = contents[path]
        described = {"path": path, "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        # frictionless 5.18 counts no bytes of Parquet files and calls any stated number wrong: registry.csv has them.
        return described if path.endswith(".parquet") else {**described, "bytes": len(content)}

    resources = []
    for source, frame in frames.items():
        row = catalog.source[source]
        editions = sorted({p.edition for p in provenance.values() if p.source == source})
        resource = {
            "name": source.replace("_", "-"),
            "title": row.name,
            "description": f"{row.publisher}: {', '.join(editions)}. {row.what_may_be_bundled}",
            **file(f"observations/{source}.parquet"),
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "sources": [{"title": row.citation, "path": str(row.url)}],
            "licenses": [licence_of(row)],
            "rows": len(frame),
            "schema": {
                "fields": [_field(name) for name in COLUMNS],
                "primaryKey": ["indicator", "entity", "counterpart", "date"],
            },
        }
        if source in shares:
            resource["shareOfSource"] = round(shares[source], 4)
        resources.append(resource)
    resources.append(
        {
            "name": "provenance",
            "title": "Where the figures of each indicator come from",
            "description": "One row an indicator: source, edition, days of publication and retrieval, the file and its hash, known doubts.",
            **file("provenance.csv"),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": [_provenance_field(f.name) for f in fields(Provenance)], "primaryKey": ["indicator"]},
        }
    )
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "plumbline-snapshot",
        "title": "Plumbline: the public figures the claims are held against",
        "description": "Excerpts of public sources, tidied; each file keeps its publisher's licence and citation.",
        "version": max(p.retrieved for p in provenance.values()).isoformat(),
        "resources": resources,
    }


def _field(name: str) -> dict[str, Any]:
    kind, description = FIELDS[name]
    constraints: dict[str, Any] = {"required": name not in ("counterpart", "status")}
    if name == "status":
        constraints["enum"] = [status for status in STATUSES if status]
    return {"name": name, "type": kind, "description": description, "constraints": constraints}


def _provenance_field(name: str) -> dict[str, Any]:
    kind = {"observations": "integer", "published": "date", "retrieved": "date", "first": "date", "last": "date"}
    return {"name": name, "type": kind.get(name, "string")}


def licence_of(row: Source) -> dict[str, str]:
    """A source's licence as Data Package has it: title, and its name or address."""
    licence = {"title": row.licence}
    if row.licence in LICENCES:
        licence["name"] = LICENCES[row.licence]
    if row.licence_url:
        licence["path"] = str(row.licence_url)
    # The specification wants a name or an address; where a publisher has neither, its dataset's page has the terms.
    return licence if len(licence) > 1 else {**licence, "path": str(row.url)}
