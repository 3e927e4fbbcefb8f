"""Answers that are the figures of one finding: as tables for people, spreadsheets and programs, and as its record."""

from __future__ import annotations

from collections.abc import Callable

from exports import filenames, records, value_files, workbook
from exports.dossier import Dossier
from web.answers import Answer
from web.endpoint import Asked
from web.faults import unknown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: dict[str, tuple[str, str, Callable[[Dossier, str], bytes]]] = {
    "csv": ("CSV", "text/csv; charset=utf-8; header=present", value_files.values_csv),
    "xlsx": ("Excel", XLSX, workbook.values_xlsx),
    "parquet": ("Parquet", "application/vnd.apache.parquet", value_files.values_parquet),
    "json": ("JSON", "application/json", lambda found, row: records.as_json(records.finding_record(found, row))),
}
"""By ending: what readers call it, its media type, and how it is made."""


def values(form: str) -> Callable[[Asked], Answer]:
    """The figures of one piece of evidence in a form of :data:`FORMS`. Raises Fault."""
    _, media, make = FORMS[form]

    def answer(asked: Asked) -> Answer:
        argument, evidence = asked.case.argument, asked.names["evidence"]
        rows = {row.id: row.claim for row in argument.evidence.rows}
        if evidence not in rows:
            raise unknown("evidence", evidence, rows)
        found = asked.dossiers_of((argument.claim[rows[evidence]],))[0]
        name = filenames.safe(f"plumbline-{evidence}", form)
        return Answer(make(found, evidence), media, name, True, asked.frozen)

    return answer
