"""The figures of a view as rows that say what they are, and as files.

The rows are what its chart shows. Figures that the licence keeps from being passed on are left out of every file, and a
line of its own (``note``) says so, as in the files of findings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from exports import about
from exports.editions import sources_of
from exports.exhibit import Exhibit, Told
from exports.records import OF_A_SOURCE, Record, as_json
from exports.value_files import FORMS as FORMS_OF_FINDINGS
from exports.value_files import as_csv, as_parquet
from exports.values import FIELDS as FIELDS_OF_FINDINGS
from exports.values import Row, figures, marks, origin
from exports.workbook import as_xlsx
from verdicts.view import canonical
from verdicts.words import label

_OWN: dict[str, tuple[str, str]] = {
    "entity": (
        "string",
        "Whom the figure is of, by its code in catalog/entities.csv; a group may have a year behind it.",
    ),
    "name": ("string", "The same as readers know it."),
    "counterpart": ("string", "The other side of a flow, by its code; empty where there is none."),
}
_DOUBT: dict[str, tuple[str, str]] = {
    "low": ("number", "The lower end of its doubt; empty for a projection."),
    "high": ("number", "The upper end; the two need not be as far off."),
}
FIELDS: dict[str, tuple[str, str]] = {
    **_OWN,
    **{name: FIELDS_OF_FINDINGS[name] for name in ("date", "period", "value")},
    **_DOUBT,
    **{
        name: told
        for name, told in FIELDS_OF_FINDINGS.items()
        if name not in ("claim", "evidence", "date", "period", "value", "in_window")
    },
}
"""The columns in their order: the type as Data Package names it, and what stands in them."""
COLUMNS = tuple(FIELDS)
_OF_A_VALUE = ("date", "period", "value", "low", "high", "status")


def note(exhibit: Exhibit) -> str:
    """Why a file holds no figures of a view, in a sentence; empty where it does."""
    if exhibit.withheld:
        return exhibit.withheld
    return "" if exhibit.has_figures else " ".join(("There are no figures.", *exhibit.missing))


def view_rows(exhibit: Exhibit) -> list[Row]:
    """A row a figure, entity by entity and oldest first, whether or not they may be passed on: for a reader's own screen."""
    return [row for told in exhibit.told for row in _rows(exhibit, told)]


def file_rows(exhibit: Exhibit) -> list[Row]:
    """The rows of a file: figures, or the one row whose ``note`` says why there are none."""
    said = note(exhibit)
    if not said:
        return view_rows(exhibit)
    known = {
        "series": exhibit.what,
        "as_of": exhibit.as_of.day.isoformat(),
        **origin(exhibit.indicators, exhibit.known),
        "note": said,
    }
    empty = ("date", "value", "low", "high")
    return [{name: known.get(name, None if name in empty else "") for name in COLUMNS}]


def _rows(exhibit: Exhibit, told: Told) -> list[Row]:
    request, series, known = told.request, told.seen.series, exhibit.known
    same = {
        "entity": request.entity,
        "name": exhibit.case.catalog.name_of(request.entity),
        "counterpart": request.counterpart,
        "unit": series.unit,
        "series": label(request, exhibit.case.catalog),
        "as_of": exhibit.as_of.day.isoformat(),
        **origin(request.indicators, known),
        "note": "",
    }
    day = min(filter(None, (exhibit.view.window.end, exhibit.as_of.day)))
    bounds = {
        date: (low, high) for date, low, high in zip(series.dates, series.band.low, series.band.high, strict=True)
    }
    rows = []
    for date, one in figures(series, marks(request, known, day), told.ahead):
        low, high = bounds.get(date, (None, None))
        doubt = {"low": _short(low), "high": _short(high)}
        rows.append({name: ({**same, **one, **doubt})[name] for name in COLUMNS})
    return rows


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.10g}")


def view_record(exhibit: Exhibit) -> Record:
    """A view with its sentence, its figures that may be passed on, and their sources."""
    used = sources_of(exhibit.indicators, exhibit.case.observations, exhibit.case.catalog, exhibit.as_of)
    kept = note(exhibit)
    return {
        "view": canonical(exhibit.view),
        "what": exhibit.what,
        "sentence": exhibit.head,
        "as_of": exhibit.as_of.day.isoformat(),
        "series": [] if kept else [_series(exhibit, told) for told in exhibit.told],
        "without": list(exhibit.missing),
        "figures_note": kept,
        "sources": [{name: one.record()[name] for name in OF_A_SOURCE} for one in used],
        "link": exhibit.link,
        "made_by": f"{about.NAME} {about.version()}",
    }


def _series(exhibit: Exhibit, told: Told) -> Record:
    catalog = exhibit.case.catalog
    return {
        "entity": told.request.entity,
        "name": catalog.name_of(told.request.entity),
        "series": label(told.request, catalog),
        "unit": told.seen.series.unit,
        "left_out": list(told.seen.series.without),
        "figures": [{name: row[name] for name in _OF_A_VALUE} for row in _rows(exhibit, told)],
    }


def _about(exhibit: Exhibit) -> list[tuple[str, Any]]:
    """What a table of figures is of."""
    pairs: list[tuple[str, Any]] = [
        ("What is measured", exhibit.what),
        ("What it shows", exhibit.head),
        ("As of", exhibit.as_of.day),
        ("No figures of", " ".join(exhibit.missing)),
        ("Link", exhibit.link),
        ("Made by", f"{about.NAME} {about.version()}"),
    ]
    for name, value in origin(exhibit.indicators, exhibit.known).items():
        pairs.append((name.replace("_", " ").capitalize(), value))
    pairs += [("", ""), *((f"Column {name}", description) for name, (_, description) in FIELDS.items())]
    return [(what, value) for what, value in pairs if value or not what]


def _csv(exhibit: Exhibit) -> bytes:
    return as_csv(file_rows(exhibit), COLUMNS)


def _xlsx(exhibit: Exhibit) -> bytes:
    moment = dt.datetime.combine(exhibit.as_of.day, dt.time())
    return as_xlsx(exhibit.head, moment, (COLUMNS, file_rows(exhibit)), {"Metadata": _about(exhibit)})


def _parquet(exhibit: Exhibit) -> bytes:
    told = {
        "what": exhibit.what,
        "sentence": exhibit.head,
        "as_of": exhibit.as_of.day.isoformat(),
        "link": exhibit.link,
    }
    return as_parquet(file_rows(exhibit), told, FIELDS)


class ViewForm(NamedTuple):
    """A form of the figures of a view."""

    label: str
    media: str
    make: Callable[[Exhibit], bytes]


_MAKE: Sequence[tuple[str, Callable[[Exhibit], bytes]]] = (
    ("csv", _csv),
    ("xlsx", _xlsx),
    ("parquet", _parquet),
    ("json", lambda exhibit: as_json(view_record(exhibit))),
)
FORMS: Mapping[str, ViewForm] = MappingProxyType(
    {form: ViewForm(FORMS_OF_FINDINGS[form].label, FORMS_OF_FINDINGS[form].media, make) for form, make in _MAKE}
)
"""By the ending of the file; what each is called and its media type are those of findings."""
