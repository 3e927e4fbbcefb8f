"""Writes the snapshot's files: Parquet files by source and edition, their provenance, a Data Package, a registry of hashes.

``observations/<source>.parquet`` has the newest edition of each indicator, ``editions/<source>-<day>.parquet`` what was
published on an earlier day. provenance.csv says of each edition in which of them it stands.

The Data Package (https://datapackage.org) describes every file to people and programs that know nothing of this
project. The registry is what :func:`loaders.snapshot.load` checks the files against.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
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

TABLE = "table"
"""The column of provenance.csv that says in which file an edition stands."""

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


@dataclass(frozen=True, eq=False)
class Part:
    """One table of the snapshot."""

    source: str
    day: str
    """When the editions in it were published; empty for the newest of each indicator."""
    frame: pd.DataFrame
    """The observations' columns."""
    provenance: tuple[Provenance, ...]
    share: float | None
    """Its figures as a share of those in the publisher's files, where a licence limits it."""

    @property
    def path(self) -> str:
        return f"editions/{self.source}-{self.day}.parquet" if self.day else f"observations/{self.source}.parquet"


def write_package(parts: Sequence[Part], target: Path, catalog: Catalog) -> int:
    """Write everything into ``target``, leaving nothing of a former snapshot; return the bytes written."""
    contents = {part.path: to_parquet(part.frame) for part in parts}
    contents["provenance.csv"] = _provenance(parts)
    package = _package(parts, contents, catalog)
    contents["datapackage.json"] = (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()
    contents["registry.csv"] = _registry(contents)
    for folder in ("observations", "editions"):
        (target / folder).mkdir(parents=True, exist_ok=True)
        for former in (target / folder).glob("*.parquet"):
            if f"{folder}/{former.name}" not in contents:
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


def _provenance(parts: Iterable[Part]) -> bytes:
    names = [field.name for field in fields(Provenance)]
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow([*names, TABLE])
    for part in parts:
        for row in part.provenance:
            cells = [getattr(row, name) for name in names]
            cells = [SEPARATOR.join(cell) if isinstance(cell, tuple) else cell for cell in cells]
            writer.writerow([*cells, part.path])
    return sink.getvalue().encode()


def _registry(contents: Mapping[str, bytes]) -> bytes:
    lines = [f"{file},{hashlib.sha256(content).hexdigest()},{len(content)}\n" for file, content in contents.items()]
    return ("file,sha256,bytes\n" + "".join(lines)).encode()


def _package(parts: Sequence[Part], contents: Mapping[str, bytes], catalog: Catalog) -> dict[str, Any]:
    def file(path: str) -> dict[str, Any]:
        content = contents[path]
        described = {"path": path, "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        # frictionless 5.18 counts no bytes of Parquet files and calls any stated number wrong: registry.csv has them.
        return described if path.endswith(".parquet") else {**described, "bytes": len(content)}

    resources = []
    for part in parts:
        row = catalog.source[part.source]
        editions = sorted({p.edition for p in part.provenance})
        resource = {
            "name": "-".join(filter(None, (part.source.replace("_", "-"), part.day))),
            "title": f"{row.name}, published on {part.day}" if part.day else row.name,
            "description": f"{row.publisher}: {', '.join(editions)}. {row.what_may_be_bundled}",
            **file(part.path),
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "sources": [{"title": row.cited(editions), "path": str(row.url)}],
            "licenses": [licence_of(row)],
            "rows": len(part.frame),
            "schema": {
                "fields": [_field(name) for name in COLUMNS],
                "primaryKey": ["indicator", "entity", "counterpart", "date"],
            },
        }
        if part.share:
            resource["shareOfSource"] = round(part.share, 4)
        resources.append(resource)
    resources.append(
        {
            "name": "provenance",
            "title": "Where the figures of each indicator come from",
            "description": "One row for each edition of an indicator: source, days of publication and retrieval, the file and its hash, "
            "known doubts, and the table its figures stand in.",
            **file("provenance.csv"),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [_provenance_field(name) for name in (*(f.name for f in fields(Provenance)), TABLE)],
                "primaryKey": ["indicator", "published"],
            },
        }
    )
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "plumbline-snapshot",
        "title": "Plumbline: the public figures the claims are held against",
        "description": "Excerpts of public sources, tidied; each file keeps its publisher's licence and citation.",
        "version": max(p.retrieved for part in parts for p in part.provenance).isoformat(),
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
