"""The figures of a finding as files: CSV, Parquet and, with metadata and the rule, XLSX and JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from charts.said import because
from exports.dossier import Dossier
from exports.plain import inert
from exports.records import as_json, finding_record
from exports.values import COLUMNS, FIELDS, Row, claim_rows, file_rows
from exports.workbook import values_xlsx


def values_csv(dossier: Dossier, evidence: str) -> bytes:
    """The figures of one finding as CSV (UTF-8, a header, ``,`` and line feeds). Raises KeyError for an unknown id."""
    return as_csv(file_rows(dossier.finding(evidence), dossier.observations, dossier.catalog))


def claim_csv(dossier: Dossier) -> bytes:
    """The figures of all findings of a claim in one table."""
    return as_csv(claim_rows(dossier))


def as_csv(rows: Iterable[Row], columns: Sequence[str] = COLUMNS) -> bytes:
    """Rows as CSV. Text that a spreadsheet could take for a formula is inert; numbers stay numbers."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: inert(cell) if isinstance(cell, str) else cell for name, cell in row.items()})
    return out.getvalue().encode("utf-8", "replace")


def values_parquet(dossier: Dossier, evidence: str) -> bytes:
    """The figures of one finding as Parquet: typed columns, what each is, and what is found, in the schema's metadata."""
    finding = dossier.finding(evidence)
    about = {
        "claim": dossier.claim.claim,
        "verdict": dossier.now.told,
        "certainty": because(dossier.now.certainty),
        "as_of": dossier.as_of.day.isoformat(),
        "question": finding.evidence.question,
        "sentence": finding.sentence,
        "link": dossier.link,
    }
    return as_parquet(file_rows(finding, dossier.observations, dossier.catalog), about)


_ARROW = {"string": pa.string(), "date": pa.date32(), "number": pa.float64(), "boolean": pa.bool_()}


def as_parquet(
    rows: Sequence[Row], about: Mapping[str, str], fields: Mapping[str, tuple[str, str]] = MappingProxyType(FIELDS)
) -> bytes:
    """Rows as Parquet with ``about`` under the key ``plumbline`` (JSON) of the schema's metadata."""
    schema = pa.schema(
        [
            pa.field(name, _ARROW[kind], metadata={"description": description})
            for name, (kind, description) in fields.items()
        ],
        metadata={"plumbline": json.dumps(about, ensure_ascii=False, sort_keys=True)},
    )
    columns = [pa.array([_typed(row[name], kind) for row in rows], _ARROW[kind]) for name, (kind, _) in fields.items()]
    sink = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), sink, compression="zstd")
    return sink.getvalue()


def _typed(cell: Any, kind: str) -> Any:
    if kind == "date" and cell:
        return dt.date.fromisoformat(cell)
    return cell


class Form(NamedTuple):
    """A form of the figures of a finding."""

    label: str
    """What readers call it."""
    media: str
    """The media type."""
    make: Callable[[Dossier, str], bytes]
    """Makes the file of one row of evidence, by its id. Raises KeyError where the claim has none of that id."""


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "csv": Form("CSV", "text/csv; charset=utf-8; header=present", values_csv),
        "xlsx": Form("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", values_xlsx),
        "parquet": Form("Parquet", "application/vnd.apache.parquet", values_parquet),
        "json": Form("JSON", "application/json", lambda of, evidence: as_json(finding_record(of, evidence))),
    }
)
"""By the ending of the file."""
